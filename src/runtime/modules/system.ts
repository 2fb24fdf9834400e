/** The simulated operating system as the modules see it: open files, the file tree, environment, random bytes. */
import { FileTable, type StandardStreams } from '../vfs/files'
import { FileTree } from '../vfs/tree'

export interface System {
  tree: FileTree
  files: FileTable
  /** Names and values of the environment. */
  environment: Record<string, string>
  /** Fills an array with random bytes (of the process's seed). */
  random(bytes: Uint8Array): void
  /** Virtual nanoseconds since the process started. */
  now(): number
}

const closed: StandardStreams = { read: () => new Uint8Array(0), write: () => {}, isTerminal: () => false }
const tree = new FileTree()

export const system: System = {
  tree,
  files: new FileTable(tree, closed),
  environment: {},
  random: (bytes) => bytes.fill(0),
  now: () => 0,
}

/** A small generator (splitmix32) for what the operating system's random source would give. */
export function randomSource(seed: number): (bytes: Uint8Array) => void {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return z ^ (z >>> 15)
  }
  return (bytes) => {
    for (let i = 0; i < bytes.length; i += 4) {
      const v = next()
      for (let k = 0; k < 4 && i + k < bytes.length; k++) bytes[i + k] = (v >>> (8 * k)) & 255
    }
  }
}
