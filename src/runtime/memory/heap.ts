/**
 * The address space of the simulated process: one SharedArrayBuffer and its typed views.
 *
 * Everything the process owns is in these bytes: allocator roots, interpreter state, every object. The views are
 * module-level constants so that V8 folds their base address into optimised code; a process therefore lives exactly as
 * long as the JavaScript realm (thread) that loaded this module, as a CPython process lives in one operating-system
 * process. The buffer is reserved, not committed: the host's kernel maps a page when it is first written.
 */

/** Byte offset into the heap, always a positive int32; 0 is NULL. */
export type Ptr = number

const given = (globalThis as { __pymemlabHeapBytes?: number }).__pymemlabHeapBytes

/** Size of the address space in bytes; below 2 GiB so that every address is a positive int32. */
export const HEAP_BYTES: number = given ?? 0x7fff0000

export const heap: SharedArrayBuffer = new SharedArrayBuffer(HEAP_BYTES)
export const i32 = new Int32Array(heap)
export const u32 = new Uint32Array(heap)
export const u8 = new Uint8Array(heap)
export const i8 = new Int8Array(heap)
export const u16 = new Uint16Array(heap)
export const i16 = new Int16Array(heap)
export const f64 = new Float64Array(heap)
export const f32 = new Float32Array(heap)
