import { fromSeed } from './choices'
import { generateProgram } from './program'

/** The door for scripts: a program for a number. */
export function programForSeed(seed: number, statements: number): string {
  return generateProgram(fromSeed(seed), statements)
}
