import { useCallback, useRef, useSyncExternalStore } from 'react'

/** Something that can be read and watched. The listener is told that the value changed, and reads it itself. */
export interface Readable<T> {
  get(): T
  /** Gives the function that ends the subscription. */
  subscribe(listener: () => void): () => void
}

/** One piece of the window's state. A change is seen by `Object.is`, so values are replaced, never altered in place. */
export class Atom<T> implements Readable<T> {
  private value: T
  private readonly listeners = new Set<() => void>()

  constructor(initial: T) {
    this.value = initial
  }

  get(): T {
    return this.value
  }

  set(value: T): void {
    if (Object.is(this.value, value)) return
    this.value = value
    for (const listener of [...this.listeners]) listener()
  }

  update(change: (value: T) => T): void {
    this.set(change(this.value))
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

export const atom = <T>(initial: T): Atom<T> => new Atom(initial)

/**
 * A value derived from others, computed when it is asked for and remembered while its sources keep their values. It holds
 * no subscription of its own, so it needs no disposal.
 */
export function computed<S extends readonly unknown[], T>(
  sources: { readonly [K in keyof S]: Readable<S[K]> },
  compute: (...values: S) => T,
): Readable<T> {
  let known: S | null = null
  let value: T
  return {
    get() {
      const values = sources.map((source) => source.get()) as unknown as S
      if (known === null || values.some((item, i) => !Object.is(item, known?.[i]))) {
        known = values
        value = compute(...values)
      }
      return value
    },
    subscribe(listener) {
      const ends = sources.map((source) => source.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
  }
}

/** A condition that never changes, for commands that are always available. */
export const always: Readable<boolean> = { get: () => true, subscribe: () => () => {} }

/** The value of an atom; the component renders again when it changes. */
export function useAtom<T>(source: Readable<T>): T {
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener), [source])
  const get = useCallback(() => source.get(), [source])
  return useSyncExternalStore(subscribe, get, get)
}

/**
 * A part of an atom's value; the component renders again only when that part changes. `same` may call two selected values
 * equal that are different objects.
 */
export function useSelect<T, S>(
  source: Readable<T>,
  select: (value: T) => S,
  same: (a: S, b: S) => boolean = Object.is,
): S {
  const latest = useRef<{ value: S } | null>(null)
  const chosen = useRef(select)
  chosen.current = select
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener), [source])
  const get = useCallback(() => {
    const next = chosen.current(source.get())
    if (latest.current && same(latest.current.value, next)) return latest.current.value
    latest.current = { value: next }
    return next
  }, [source, same])
  return useSyncExternalStore(subscribe, get, get)
}
