/** Names whose calls usually mean one builtin, with the number of arguments and the runtime function (known-calls.ts). */
import type { KnownCall } from '../compile/4-generate'
import type { Ptr } from '../memory/heap'
import { _Py_ID } from '../object/text/str-core'

/** Names of globals. */
export const KNOWN_FUNCTIONS: ReadonlyMap<Ptr, KnownCall> = new Map<Ptr, KnownCall>([
  [_Py_ID('len'), { args: 1, method: false, call: 'callLen' }],
  [_Py_ID('isinstance'), { args: 2, method: false, call: 'callIsinstance' }],
])

/** Names of methods. */
export const KNOWN_METHODS: ReadonlyMap<Ptr, KnownCall> = new Map<Ptr, KnownCall>([
  [_Py_ID('append'), { args: 1, method: true, call: 'callAppend' }],
])
