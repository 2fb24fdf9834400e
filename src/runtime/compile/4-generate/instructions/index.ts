/** One emitter per instruction of CPython 3.11's bytecode that the compiler makes. */
import type { InstructionTable } from '../block-writer'
import { ARITHMETIC } from './arithmetic'
import { BUILDING } from './building'
import { CALLS } from './calls'
import { CONTROL } from './control'
import { EXCEPTIONS } from './exceptions'
import { NAMES } from './names'

export const INSTRUCTIONS: InstructionTable = {
  ...NAMES,
  ...ARITHMETIC,
  ...BUILDING,
  ...CALLS,
  ...CONTROL,
  ...EXCEPTIONS,
}
