import { ofShown } from '../state/app-state'
import { type LineFigures, lineFiguresOf } from './line-figures'

export interface ShownFigures {
  lines: ReadonlyMap<number, LineFigures>
  /** Line at which the run failed; 0: it did not. */
  failedLine: number
  /** The text that ran. */
  source: string
}

let known: { key: readonly unknown[]; value: ShownFigures } | null = null

/** What the editor shows of the recording on screen; computed anew only when its attribution or its failure changed. */
export const shownFigures = ofShown((model): ShownFigures => {
  const key = [model, model.attribution, model.uncaught]
  if (known?.key.every((item, i) => item === key[i])) return known.value
  const value = {
    lines: lineFiguresOf(model.attribution, (file) => model.isOwnFile(file)),
    failedLine: model.uncaught?.line ?? 0,
    source: model.source,
  }
  known = { key, value }
  return value
})
