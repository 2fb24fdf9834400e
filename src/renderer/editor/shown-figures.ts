import { shown } from '../state/app-state'
import type { Readable } from '../state/atom'
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
export const shownFigures: Readable<ShownFigures> = {
  get() {
    const model = shown.get()
    const last = model.events.findLast((event) => event.kind === 'exception' && event.uncaught)
    const failed = last?.kind === 'exception' ? last : undefined
    const key = [model, model.attribution, failed]
    if (known?.key.every((item, i) => item === key[i])) return known.value
    const value = {
      lines: lineFiguresOf(model.attribution, (file) => model.isOwnFile(file)),
      failedLine: failed?.line ?? 0,
      source: model.source,
    }
    known = { key, value }
    return value
  },
  subscribe(listener) {
    let end = shown.get().version.subscribe(listener)
    const endShown = shown.subscribe(() => {
      end()
      end = shown.get().version.subscribe(listener)
      listener()
    })
    return () => {
      end()
      endShown()
    }
  },
}
