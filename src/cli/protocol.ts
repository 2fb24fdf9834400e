/** What the command and its worker say to each other. */
import type { Program } from '../runtime/process'

export interface RunRequest {
  program: Program
  hashSeed: number
  cwd: string
  /** Host folders: visible path and real path. */
  mounts: { path: string; folder: string }[]
  gcThresholds?: [number, number, number]
  memoryLimit?: number
  /** Seconds of real time. */
  timeLimit?: number
  verifyHeap: boolean
  summary: boolean
  /** Which standard descriptors are terminals. */
  terminals: boolean[]
  /** One word: non-zero asks the script to stop with KeyboardInterrupt. */
  control: SharedArrayBuffer
  archive: string
  compiledLibrary: string
}

export interface GenerationSummary {
  collections: number
  collected: number
  uncollectable: number
  pauseNs: number
}

export interface RunSummary {
  exitCode: number
  virtualTimeNs: number
  rssPeak: number
  rssFinal: number
  arenas: number
  arenasPeak: number
  pymallocBytes: number
  rawBytes: number
  allocatedBlocks: number
  /** Objects that the collector tracks. */
  trackedObjects: number
  generations: GenerationSummary[]
  /** Objects that a full collection at the end found unreachable. */
  unreachable: number
}

export type WorkerMessage =
  | { kind: 'done'; exitCode: number; summary: RunSummary | null }
  | { kind: 'crash'; message: string }
  /** What the heap verifier found. */
  | { kind: 'damaged'; findings: string[] }

export const EXIT_TIME_LIMIT = 124
export const EXIT_CRASH = 70
export const EXIT_HEAP_DAMAGED = 71
