/** State that only the charts have: what each of them shows, and the playing of the time cursor. */
import { atom } from '../state/atom'

export type MemoryMode = 'layers' | 'lines'
export const memoryMode = atom<MemoryMode>('layers')

export type GenerationsMode = 'counts' | 'objects'
export const generationsMode = atom<GenerationsMode>('counts')

export type PauseScale = 'log' | 'linear'
export const pauseScale = atom<PauseScale>('log')
/** Pauses measured on this machine, dashed beside the predicted ones. */
export const measuredShown = atom(false)

/** M was pressed: dragging marks a range without Shift. */
export const rangeMode = atom(false)

export const playing = atom(false)
/** Virtual ns per ns of the wall clock; null: the whole run takes about ten seconds. */
export const playSpeed = atom<number | null>(null)
