/** Which frames belong to the scenario's own file, and which of its lines hold code. */
import { decodeLines } from '../compile/4-generate/decode'
import { RESUME } from '../compile/opcodes'
import { FW_CODE, FW_PREVIOUS } from '../eval/frame-stack'
import { i32, type Ptr, u8 } from '../memory/heap'
import * as L from '../object/layout'
import { strToJS } from '../object/text/str-core'
import { PyCode_Type } from '../object/types'

const codeOf = (f: Ptr): Ptr => i32[(f >> 2) + FW_CODE]
export const fileOfFrame = (f: Ptr): string => strToJS(i32[(codeOf(f) + L.CO_FILENAME) >> 2])

export class OwnCode {
  /** Address of the file name that all code of the scenario shares; it is interned, so comparing addresses is enough. */
  private name: Ptr = 0
  /** Lines with code, in order, once the module has begun; before that unknown. */
  private lines: number[] | null = null

  constructor(readonly file: string) {}

  isOwn(f: Ptr): boolean {
    const name = i32[(codeOf(f) + L.CO_FILENAME) >> 2]
    if (name === this.name) return true
    if (this.name !== 0 || strToJS(name) !== this.file) return false
    this.name = name
    return true
  }

  /** It is known which lines have code. */
  get known(): boolean {
    return this.lines !== null
  }

  /** Learns where there is code from the module, which has all functions in it; f is the running frame. True when it is new. */
  learn(f: Ptr): boolean {
    if (this.lines !== null) return false
    for (let caller = f; caller !== 0; caller = i32[(caller >> 2) + FW_PREVIOUS]) {
      const code = codeOf(caller)
      if (!this.isOwn(caller) || strToJS(i32[(code + L.CO_NAME) >> 2]) !== '<module>') continue
      const found = new Set<number>()
      collectLines(code, found)
      this.lines = [...found].sort((a, b) => a - b)
      return true
    }
    return false
  }

  /** The line itself when it holds code, else the next one that does; 0 behind the last, the line while unknown. */
  executable(line: number): number {
    if (this.lines === null) return line
    return this.lines.find((l) => l >= line) ?? 0
  }
}

function collectLines(code: Ptr, found: Set<number>): void {
  const units = i32[(code + L.OB_SIZE) >> 2]
  const table = i32[(code + L.CO_LINETABLE) >> 2]
  const bytes = u8.slice(table + L.BYTES_DATA, table + L.BYTES_DATA + i32[(table + L.OB_SIZE) >> 2])
  const lines = decodeLines(bytes, i32[(code + L.CO_FIRSTLINENO) >> 2], units)
  let entered = false
  for (let u = 0; u < units; u++) {
    if (entered && lines[u] > 0) found.add(lines[u])
    if (u8[code + L.CO_CODE_ADAPTIVE + 2 * u] === RESUME) entered = true
  }
  const consts = i32[(code + L.CO_CONSTS) >> 2]
  for (let i = 0; i < i32[(consts + L.OB_SIZE) >> 2]; i++) {
    const c = i32[(consts + L.TUPLE_ITEM + 8 * i) >> 2]
    if (i32[(c + L.OB_TYPE) >> 2] === PyCode_Type) collectLines(c, found)
  }
}
