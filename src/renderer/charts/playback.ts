/** Playing: the cursor moves on with the wall clock until it reaches the end of the run. */
import { shown } from '../state/app-state'
import { cursorNow, extentNow, moveCursor } from './chart-actions'
import { playing, playSpeed } from './chart-state'

/** What the whole run takes when no speed was chosen, ns. */
const WHOLE_RUN = 10e9

/** Virtual ns per ns of the wall clock. */
export function speedNow(): number {
  return playSpeed.get() ?? Math.max(extentNow().end, 1) / WHOLE_RUN
}

/** Speeds to choose from: 1, 2 and 5 times powers of ten around the one that suits the run. */
export function speedChoices(): number[] {
  const middle = Math.floor(Math.log10(Math.max(extentNow().end, 1) / WHOLE_RUN))
  const choices: number[] = []
  for (let power = middle - 1; power <= middle + 1; power++)
    for (const factor of [1, 2, 5]) choices.push(Number((factor * 10 ** power).toPrecision(1)))
  return choices
}

/** Moves the cursor while `playing` is set. Gives the function that ends it. */
export function runPlayback(): () => void {
  let frame = 0
  let last = 0
  const step = (now: number): void => {
    frame = 0
    if (!playing.get()) return
    const elapsed = last === 0 ? 0 : Math.min(now - last, 250)
    last = now
    const next = cursorNow() + elapsed * 1e6 * speedNow()
    if (next >= extentNow().end) {
      moveCursor(extentNow().end)
      playing.set(false)
      return
    }
    moveCursor(next)
    frame = requestAnimationFrame(step)
  }
  const begin = (): void => {
    if (!playing.get() || frame !== 0) return
    last = 0
    frame = requestAnimationFrame(step)
  }
  const stop = (): void => playing.set(false)
  const ends = [playing.subscribe(begin), shown.subscribe(stop)]
  begin()
  return () => {
    for (const end of ends) end()
    cancelAnimationFrame(frame)
    frame = 0
  }
}
