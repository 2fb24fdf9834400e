/**
 * The sentences of the report: one entry each, all languages the same. Figures arrive formatted (units.ts), so that a
 * language only puts them in order.
 */
export interface Messages {
  list(items: string[]): string
  /** Joins sentences. */
  sentences(...parts: string[]): string
  /** For parts that need the end of the run. */
  cutOff: string
  at(place: string): string
  /** A line of no code of the scenario. */
  outside: string

  growing: {
    question: string
    tooFew(fullCollections: string, samples: string): string
    yes(slope: string, first: string, last: string, span: string): string
    no(level: string, span: string): string
    shrinking(slope: string, first: string, last: string, span: string): string
    objectsGrow(slope: string, last: string): string
    objectsSteady(last: string): string
    onlyObjectsGrow(slope: string, first: string, last: string): string
    weak: string
    warmUp: string
    details: { slope: string; objectSlope: string; agreement: string; points: string; basis: string; peak: string }
    basis: Record<'full collections' | 'interval minima' | 'none', string>
  }
  whatGrows: {
    question: string
    nothing(from: string, to: string): string
    grows(from: string, to: string, types: string, lines: string): string
    growsTypes(from: string, to: string, types: string): string
    /** On the way, between two neighbouring marks. */
    most(from: string, to: string, bytes: string, lines: string): string
    noMarks(types: string): string
    type(name: string, bytes: string, count: string): string
    line(place: string, bytes: string, blocks: string): string
    start: string
    end: string
  }
  rates: {
    question: string
    answer(blocks: string, blockRate: string, frees: string, freeRate: string, seconds: string): string
    bytes(total: string, rate: string, average: string): string
    objects(created: string, createdRate: string, freed: string): string
    temporary(share: string, place: string): string
    busiest(rate: string, time: string, place: string): string
    nothing: string
    details: {
      allocated: string
      freed: string
      created: string
      destroyed: string
      temporary: string
      busiest: string
    }
  }
  consumers: {
    question: string
    types(types: string): string
    type(name: string, bytes: string, count: string): string
    lines(lines: string): string
    /** What no line of Python asked for. */
    interpreter(bytes: string): string
    line(place: string, bytes: string, share: string): string
    function(name: string, bytes: string, share: string): string
    peak(peak: string, time: string, lines: string): string
    nothing: string
    details: { type(name: string): string; line(place: string): string; function(name: string): string; peak: string }
  }
  collector: {
    question: string
    none: string
    disabled: string
    cost(collections: string, total: string, share: string, longest: string, place: string): string
    yield(freed: string, visited: string, share: string): string
    futile(futile: string, full: string, time: string): string
    defaults: string
    tuned(thresholds: string): string
    changed(
      before: string,
      after: string,
      overheadBefore: string,
      overheadAfter: string,
      maxBefore: string,
      maxAfter: string,
    ): string
    baseline(overheadBefore: string, overheadAfter: string, maxBefore: string, maxAfter: string, peak: string): string
    helped: string
    hurt: string
    traded: string
    noDifference: string
    details: {
      generation(n: number): string
      generationFigures(collections: string, freed: string, p95: string, max: string): string
      overhead: string
      percentiles: string
      measured: string
      triggers: string
    }
  }
  caches: {
    question: string
    none: string
    one(name: string, rate: string, hits: string, calls: string): string
    uncalled(count: string, names: string): string
    full(name: string, maxsize: string): string
    unbounded(name: string, entries: string): string
    few(calls: string): string
    detail(rate: string, hits: string, misses: string, entries: string, maxsize: string): string
    unlimited: string
  }
  cycles: {
    question: string
    none: string
    leaked(objects: string): string
    /** So few wait for the next collection of generation 0 anyway. */
    waiting(threshold: string): string
    collected(objects: string): string
    uncollectable(objects: string): string
    resurrected(objects: string): string
    oldDeaths(types: string): string
    details: { leaked: string; collected: string; uncollectable: string; finalized: string; resurrected: string }
  }
  fragmentation: {
    question: string
    noSamples: string
    resident(rss: string, used: string, fixed: string, unused: string, share: string): string
    pymalloc(arenas: string, held: string, used: string, share: string): string
    malloc(held: string, used: string, share: string): string
    atPeak(rss: string, time: string, share: string): string
    high: string
    details: Record<'pools' | 'arenas' | 'malloc' | 'process', string>
    layer(used: string, held: string, unused: string): string
  }
}
