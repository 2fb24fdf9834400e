/**
 * Thrown through the whole process to end a run that must not go on: the Python program cannot catch it. The heap stays
 * as it was at that instant, readable but not usable; the thread must not run Python code again.
 */
export class RunStopped extends Error {
  override name = 'RunStopped'
}
