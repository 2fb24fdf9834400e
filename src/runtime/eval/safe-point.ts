/**
 * Safe points: generated code subtracts predicted nanoseconds from one budget word at function entries and loop
 * back-edges; when it falls below zero this runs. The observers sample, enforce the time limit, pause or stop
 * here: everything asynchronous happens at safe points and nowhere else.
 */
import type { Ptr } from '../memory/heap'
import { newQuantum } from '../object/clock'

/** Called at each visit with the running frame; returns -1 with an error set to interrupt the program. */
export type SafePointObserver = (f: Ptr) => number

let observers: readonly SafePointObserver[] = []

/** They are called in the order in which they came; after one that interrupts, the others are not. Gives the function that removes it. */
export function addSafePointObserver(f: SafePointObserver): () => void {
  observers = [...observers, f]
  return () => {
    observers = observers.filter((other) => other !== f)
  }
}

/** 0, or -1 with an error set. */
export function safePoint(f: Ptr): number {
  newQuantum()
  const present = observers
  for (let i = 0; i < present.length; i++) if (present[i](f) < 0) return -1
  return 0
}
