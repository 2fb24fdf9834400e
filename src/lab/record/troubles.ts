/** Events of exceptions that nobody handles and of warnings that are shown. */
import { observeEntry } from '../../runtime/eval/code-registry'
import { FW_LOCALSPLUS } from '../../runtime/eval/frame-stack'
import { i32, type Ptr } from '../../runtime/memory/heap'
import { clockNs } from '../../runtime/object/clock'
import { setExceptionObserver } from '../../runtime/object/exception/err'
import * as L from '../../runtime/object/layout'
import { longToBigInt, PyLong_Check } from '../../runtime/object/number/int-core'
import { strToJS } from '../../runtime/object/text/str-core'
import { shortName } from '../../runtime/object/type/type-names'
import type { EventLog } from './event-log'
import { exceptionText, instanceAttribute, typeLabel } from './objects'
import { codeFile } from './position'

interface Place {
  file: string
  /** The scenario's line. */
  line: number
}

/** File where the exception arose, and the innermost line of the scenario on its way. */
function placeOf(exception: Ptr, scenarioFile: string): Place {
  const place: Place = { file: '', line: 0 }
  for (let tb = i32[(exception + L.EXC_TRACEBACK) >> 2]; tb !== 0; tb = i32[(tb + L.TB_NEXT) >> 2]) {
    const frame = i32[(i32[(tb + L.TB_FRAME) >> 2] + L.F_FRAME) >> 2]
    place.file = codeFile(i32[(frame + L.FRAME_CODE) >> 2])
    if (place.file === scenarioFile) place.line = i32[(tb + L.TB_LINENO) >> 2]
  }
  return place
}

/** Starts to log; gives the function that ends it. */
export function logTroubles(log: EventLog, scenarioFile: string, line: () => number): () => void {
  setExceptionObserver((exception, uncaught) => {
    const place = placeOf(exception, scenarioFile)
    log.add({
      kind: 'exception',
      time: clockNs(),
      line: place.line,
      type: typeLabel(i32[(exception + L.OB_TYPE) >> 2]),
      message: exceptionText(exception),
      file: place.file,
      uncaught,
    })
  })
  // the one function through which warnings.py shows a warning; its argument is a WarningMessage
  const stopWarnings = observeEntry('/warnings.py', '_showwarnmsg_impl', (f) => {
    const shown = i32[(f >> 2) + FW_LOCALSPLUS]
    const category = instanceAttribute(shown, 'category')
    const message = instanceAttribute(shown, 'message')
    const filename = instanceAttribute(shown, 'filename')
    const lineno = instanceAttribute(shown, 'lineno')
    const own = filename !== 0 && strToJS(filename) === scenarioFile
    log.add({
      kind: 'warning',
      time: clockNs(),
      line: own && lineno !== 0 && PyLong_Check(lineno) ? Number(longToBigInt(lineno)) : line(),
      category: category === 0 ? 'Warning' : shortName(category),
      message: message === 0 ? '' : exceptionText(message),
    })
  })
  return () => {
    setExceptionObserver(null)
    stopWarnings()
  }
}
