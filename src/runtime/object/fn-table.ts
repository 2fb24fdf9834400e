/**
 * Code addresses. A C function pointer in CPython's structures (type slots, PyMethodDef, vectorcall entries) is here an
 * index into FN, stored in the low word of the 8-byte field; 0 is NULL. Registration order is module-evaluation order,
 * so the same build gives the same indexes in every run.
 */
import type { Ptr } from '../memory/heap'

// biome-ignore lint/complexity/noBannedTypes: the table holds functions of every slot signature; accessors cast.
export const FN: Function[] = [
  () => {
    throw new Error('call through a NULL function pointer')
  },
]

const index = new Map<unknown, number>()

/** The pseudo-address of a JavaScript function; the same function always has the same address. */
// biome-ignore lint/complexity/noBannedTypes: see FN.
export function fnPtr(f: Function): number {
  let i = index.get(f)
  if (i === undefined) {
    i = FN.push(f) - 1
    index.set(f, i)
  }
  return i
}

/*
 * Slot signatures. Functions returning Ptr return a NEW (owned) reference, or 0 with the error indicator set.
 * Functions returning number ("inquiry" style) return -1 with the error indicator set. Arguments are borrowed.
 */
export type unaryfunc = (o: Ptr) => Ptr
export type binaryfunc = (a: Ptr, b: Ptr) => Ptr
export type ternaryfunc = (a: Ptr, b: Ptr, c: Ptr) => Ptr
export type inquiry = (o: Ptr) => number
export type lenfunc = (o: Ptr) => number
export type ssizeargfunc = (o: Ptr, i: number) => Ptr
export type ssizeobjargproc = (o: Ptr, i: number, v: Ptr) => number
export type objobjproc = (o: Ptr, v: Ptr) => number
export type objobjargproc = (o: Ptr, k: Ptr, v: Ptr) => number
export type destructor = (o: Ptr) => void
/** Calls visit on every object that o refers to, in CPython's tp_traverse order; stops when visit returns non-zero. */
export type visitproc = (o: Ptr) => number
export type traverseproc = (o: Ptr, visit: visitproc) => number
/** Low 32 bits, high 32 bits of a Py_hash_t are returned through hashResult; see hash.ts. */
export type hashfunc = (o: Ptr) => number
export type richcmpfunc = (a: Ptr, b: Ptr, op: number) => Ptr
export type getattrofunc = (o: Ptr, name: Ptr) => Ptr
export type setattrofunc = (o: Ptr, name: Ptr, value: Ptr) => number
export type descrgetfunc = (descr: Ptr, obj: Ptr, type: Ptr) => Ptr
export type descrsetfunc = (descr: Ptr, obj: Ptr, value: Ptr) => number
/** self, args tuple, kwds dict or 0. */
export type initproc = (self: Ptr, args: Ptr, kwds: Ptr) => number
/** type, args tuple, kwds dict or 0. */
export type newfunc = (type: Ptr, args: Ptr, kwds: Ptr) => Ptr
export type allocfunc = (type: Ptr, nitems: number) => Ptr
/**
 * The vectorcall protocol: args is the address of nargs positional references followed by the values named in the
 * kwnames tuple (or 0), 8 bytes each, all borrowed. nargsf may carry PY_VECTORCALL_ARGUMENTS_OFFSET (the callee may
 * use args[-1] temporarily).
 */
export type vectorcallfunc = (callable: Ptr, args: Ptr, nargsf: number, kwnames: Ptr) => Ptr
