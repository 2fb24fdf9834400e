/** The part of d3-flame-graph that is used here; the package carries no types. */
declare module 'd3-flame-graph' {
  import type { Selection } from 'd3-selection'

  /** A frame in the layout: x and y are shares of the whole. */
  export interface FlameFrame<D> {
    data: D & { highlight?: boolean }
    parent: FlameFrame<D> | null
    depth: number
    value: number
  }

  export interface FlameGraph<D> {
    (selection: Selection<HTMLElement, D, null, undefined>): void
    width(pixels: number): this
    cellHeight(pixels: number): this
    minFrameSize(pixels: number): this
    transitionDuration(ms: number): this
    inverted(on: boolean): this
    sort(compare: boolean | ((a: FlameFrame<D>, b: FlameFrame<D>) => number)): this
    title(text: string): this
    tooltip(on: boolean): this
    selfValue(on: boolean): this
    getName(name: (frame: FlameFrame<D>) => string): this
    setLabelHandler(label: (frame: FlameFrame<D>) => string): this
    setColorMapper(color: (frame: FlameFrame<D>, original: string) => string): this
    onClick(handler: (frame: FlameFrame<D>) => void): this
    onHover(handler: (frame: FlameFrame<D>) => void): this
    setSearchMatch(match: (frame: FlameFrame<D>, term: string) => boolean): this
    search(term: string): void
    clear(): void
    resetZoom(): void
    destroy(): void
  }

  export default function flamegraph<D>(): FlameGraph<D>
}

/** Likewise for the one function that puts an element into its hands. */
declare module 'd3-selection' {
  export interface Selection<E, D, P, Q> {
    datum<N>(value: N): Selection<E, N, P, Q>
    call(work: (selection: Selection<E, D, P, Q>) => void): this
    selectAll(selector: string): { remove(): void }
  }
  export function select(element: HTMLElement): Selection<HTMLElement, unknown, null, undefined>
}
