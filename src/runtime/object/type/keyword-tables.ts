/**
 * The tuples of keyword names that argument parsers make when they are first used and keep (CPython 3.11 Python/getargs.c,
 * parser_init): one allocation, which the collector counts. Only functions of Argument Clinic have such a parser; a call
 * without keywords does not reach it.
 */
import type { Ptr } from '../../memory/heap'
import { PyTuple_New, PyTuple_SET_ITEM } from '../container/tuple-core'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { addRoots } from '../extra-roots'
import { PyUnicode_InternFromString } from '../text/intern'
import { _Py_ID } from '../text/str-core'

/** By name; those with several types behind one name (split, decode) share a table here. */
const CLINIC = new Set(
  (
    '__import__ bytearray bytes compile complex decode encode expandtabs from_bytes fromkeys hex int memoryview move_to_end ' +
    'popitem pow print property replace round rsplit sort split splitlines str sum to_bytes'
  ).split(' '),
)
// names that are static strings in CPython: they cost nothing when a table is made
for (const name of (
  'sep end file flush key reverse maxsplit encoding errors tabsize ndigits start exp mod length byteorder signed real imag ' +
  'x base fget fset fdel name globals locals fromlist level'
).split(' ')) {
  _Py_ID(name)
}
const tables: Ptr[] = []
addRoots((visit) => {
  for (const table of tables) visit(table)
})

/** To be called where the parser of a function runs; makes its table the first time. */
export function takeKeywordTable(fname: string, names: readonly string[], posonly: number): void {
  if (!CLINIC.delete(fname)) return
  const table = PyTuple_New(names.length - posonly)
  if (table !== 0) {
    for (let i = posonly; i < names.length; i++) {
      PyTuple_SET_ITEM(table, i - posonly, PyUnicode_InternFromString(names[i]))
    }
    tables.push(table)
  }
  // short of memory: the arguments can be parsed without it
  if (PyErr_Occurred()) PyErr_Clear()
}
