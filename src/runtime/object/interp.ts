/**
 * Interpreter and thread state: plain words in the static data segment, so that a snapshot of the bytes holds them and
 * another thread can read them. One process has one interpreter with one thread.
 */
import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'

const field = (bytes = 8): Ptr => staticAlloc(bytes, 8)

// --- thread state (PyThreadState) ---
/** Error indicator: type, value (str, tuple or instance until normalised), traceback; 0 when unset. Owned. */
export const TS_CUREXC_TYPE = field()
export const TS_CUREXC_VALUE = field()
export const TS_CUREXC_TRACEBACK = field()
/** Top of the handled-exception stack: address of a _PyErr_StackItem { exc_value 8, previous_item 8 }. */
export const TS_EXC_INFO = field()
export const TS_EXC_STATE = field(16)
/** The running interpreter frame (cframe.current_frame), 0 when none. */
export const TS_FRAME = field()
export const TS_RECURSION_REMAINING = field()
export const TS_RECURSION_LIMIT = field()
export const TS_RECURSION_HEADROOM = field()
/** Frame stack: current chunk, top and limit (addresses). */
export const TS_DATASTACK_CHUNK = field()
export const TS_DATASTACK_TOP = field()
export const TS_DATASTACK_LIMIT = field()
/** Trashcan: nesting depth and the list of containers to destroy later. */
export const TS_TRASH_NESTING = field()
export const TS_TRASH_LATER = field()
/** High word of the last Py_hash_t returned by a hash function (the low word is its result). */
export const HASH_HI = field()
/**
 * Countdown to the next safe point in predicted nanoseconds: generated code subtracts the cost of each basic block and
 * calls safePoint() when it goes below zero. One word serves virtual clock, sampling, time limit, pause and stop.
 */
export const TS_BUDGET = field()

// --- interpreter state ---
export const INTERP_MODULES = field() // sys.modules
export const INTERP_SYSDICT = field()
export const INTERP_BUILTINS = field() // builtins.__dict__
export const INTERP_INTERNED = field() // dict of interned strs
export const INTERP_NEXT_VERSION_TAG = field() // next type version tag
export const INTERP_NEXT_FUNC_VERSION = field()
export const INTERP_NEXT_KEYS_VERSION = field()
/** Collector state at CPython's own offsets (240 bytes); see gc-state.ts. */
export const GC_STATE: Ptr = staticAlloc(240, 16)
/** Free lists: head and count of each; see the file of the type that owns it. */
export const FREELISTS: Ptr = staticAlloc(1024, 16)

/** A simulated C stack for argument arrays that C functions build before they call back into Python. */
export const CSTACK_BYTES = 1 << 20
export const CSTACK: Ptr = staticAlloc(CSTACK_BYTES, 16)
export const TS_CSTACK_TOP = field()
i32[TS_CSTACK_TOP >> 2] = CSTACK

/** Reserves n reference slots (8 bytes each, uninitialised) on the C stack; pair with cStackPop. */
export function cStackPush(n: number): Ptr {
  const p = i32[TS_CSTACK_TOP >> 2]
  i32[TS_CSTACK_TOP >> 2] = p + n * 8
  return p
}

/** Releases everything reserved since p. */
export function cStackPop(p: Ptr): void {
  i32[TS_CSTACK_TOP >> 2] = p
}

i32[TS_EXC_INFO >> 2] = TS_EXC_STATE
