/** Call stack and variables of a paused run. */
import type { FrameInfo, VariableInfo } from '../../protocol/run'
import { FW_CODE, FW_GLOBALS, FW_LOCALS, FW_LOCALSPLUS, FW_PREVIOUS } from '../eval/frame-stack'
import { currentFrame } from '../eval/thread'
import { frameLine } from '../eval/traceback'
import { i32, type Ptr, u8 } from '../memory/heap'
import { Py_TYPE, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { strToJS } from '../object/text/str-core'
import { PyCell_Type, PyUnicode_Type } from '../object/types'
import { dictPairs } from './contents'
import { fileOfFrame, type OwnCode } from './own-code'
import { renderValue } from './render-value'
import { variable } from './variable'

const MAX_FRAMES = 1000
/** Variables of one frame that are shown; one more entry says how many follow. */
const MAX_VARIABLES = 500

/** The innermost frame first. */
export function frameList(own: OwnCode): FrameInfo[] {
  const list: FrameInfo[] = []
  for (let f = currentFrame(); f !== 0 && list.length < MAX_FRAMES; f = i32[(f >> 2) + FW_PREVIOUS]) {
    const code = i32[(f >> 2) + FW_CODE]
    list.push({
      function: strToJS(i32[(code + L.CO_QUALNAME) >> 2]),
      file: fileOfFrame(f),
      line: Math.max(0, frameLine(f)),
      own: own.isOwn(f),
    })
  }
  return list
}

/** Names that every module has and nobody looks for. */
const isSystemName = (name: string): boolean => /^__\w+__$/.test(name)

/** Variables of the frame with this number in frameList; throws when there is none. */
export function variablesOf(index: number): VariableInfo[] {
  let f = currentFrame()
  for (let i = 0; i < index && f !== 0; i++) f = i32[(f >> 2) + FW_PREVIOUS]
  if (f === 0 || index < 0) throw new Error(`there is no frame ${index}`)
  return frameVariables(f)
}

export function frameVariables(f: Ptr): VariableInfo[] {
  const w = f >> 2
  const code = i32[w + FW_CODE]
  const out: VariableInfo[] = []
  const namespace = i32[w + FW_LOCALS]
  // locals() has filled the namespace of a function from its slots, which are newer
  if (namespace !== 0 && (i32[(code + L.CO_FLAGS) >> 2] & L.CO_OPTIMIZED) === 0) {
    const scope = namespace === i32[w + FW_GLOBALS] ? 'global' : 'local'
    if (typeFlagOf(namespace, L.TPFLAGS_DICT_SUBCLASS)) {
      for (const { key, value } of dictPairs(namespace, MAX_VARIABLES)) {
        const name = Py_TYPE(key) === PyUnicode_Type ? strToJS(key) : renderValue(key)
        if (!isSystemName(name)) out.push(variable(name, scope, value))
      }
    }
  }
  const n = i32[(code + L.CO_NLOCALSPLUS) >> 2]
  const names = i32[(code + L.CO_LOCALSPLUSNAMES) >> 2]
  const kinds = i32[(code + L.CO_LOCALSPLUSKINDS) >> 2] + L.BYTES_DATA
  for (let i = 0; i < n && out.length < MAX_VARIABLES; i++) {
    let v = i32[w + FW_LOCALSPLUS + 2 * i]
    const kind = u8[kinds + i]
    const scope = kind & L.CO_FAST_FREE ? 'free' : kind & L.CO_FAST_CELL ? 'cell' : 'local'
    if (scope !== 'local' && v !== 0 && Py_TYPE(v) === PyCell_Type) v = i32[(v + L.CELL_REF) >> 2]
    if (v !== 0) out.push(variable(strToJS(i32[(names + L.TUPLE_ITEM + 8 * i) >> 2]), scope, v))
  }
  return out
}
