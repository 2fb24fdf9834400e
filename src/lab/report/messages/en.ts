/** English. */
import type { Messages } from './messages'

const list = (items: string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`

/** "1 arena", "5 arenas": counts arrive formatted. */
const plural = (count: string, noun: string): string => `${count} ${noun}${count === '1' ? '' : 's'}`

export const ENGLISH: Messages = {
  list,
  sentences: (...parts) => parts.filter((part) => part !== '').join(' '),
  cutOff: 'The run was cut off before its end, so nothing is known by type and line. Let it run to its end to see.',
  at: (place) => ` at ${place}`,
  outside: 'outside the scenario',

  growing: {
    question: 'Is memory growing?',
    tooFew: (full, samples) =>
      `The data do not suffice: ${plural(full, 'full collection')} and ${plural(samples, 'sample')}. Let it run longer, or call gc.collect() at least three times on the way.`,
    yes: (slope, first, last, span) =>
      `Yes. Live memory grew from ${first} to ${last} within ${span} of virtual time, which is ${slope} per second.`,
    no: (level, span) => `No. Live memory stays at about ${level} (watched over ${span} of virtual time).`,
    shrinking: (slope, first, last, span) =>
      `No, it shrank from ${first} to ${last} within ${span} of virtual time, which is ${slope} per second.`,
    objectsGrow: (slope, last) => `The objects that the collector tracks grew by ${slope} per second, to ${last}.`,
    objectsSteady: (last) => `The number of objects that the collector tracks stays at about ${last}.`,
    onlyObjectsGrow: (slope, first, last) =>
      `But the objects that the collector tracks grew by ${slope} per second, from ${first} to ${last}.`,
    weak: 'There were fewer than three full collections, so this rests on the lowest level of each twentieth of the run, which garbage not collected yet can lift.',
    warmUp: 'The first half of the points is taken for warm-up and left out.',
    details: {
      slope: 'Slope of live bytes',
      objectSlope: 'Slope of tracked objects',
      agreement: 'Agreement of the direction (Kendall’s tau)',
      points: 'Points judged',
      basis: 'Measured at',
      peak: 'Largest traced memory',
    },
    basis: {
      'full collections': 'full collections',
      'interval minima': 'the lowest level of each twentieth of the run',
      none: 'nothing',
    },
  },
  whatGrows: {
    question: 'What is growing?',
    nothing: (from, to) => `Nothing that was alive at ${to} is more than at ${from}.`,
    grows: (from, to, types, lines) => `From ${from} to ${to}: by type ${types}; by line ${lines}.`,
    growsTypes: (from, to, types) => `From ${from} to ${to}: ${types}.`,
    most: (from, to, bytes, lines) => `On the way it grew most from ${from} to ${to}, by ${bytes}: ${lines}.`,
    noMarks: (types) =>
      `The scenario sets no marks, so growth within the run is not known. At its end ${types} are alive. Call lab.mark('before') and lab.mark('after') around the part in question to see what grows in it.`,
    type: (name, bytes, count) => `${name} ${bytes} (${plural(count, 'object')})`,
    line: (place, bytes, blocks) => `${place} ${bytes} (${plural(blocks, 'block')})`,
    start: 'the start',
    end: 'the end',
  },
  rates: {
    question: 'How fast are objects created and destroyed?',
    answer: (blocks, blockRate, frees, freeRate, seconds) =>
      `${blocks} blocks were allocated (${blockRate} per second of virtual time) and ${frees} freed (${freeRate} per second) within ${seconds}.`,
    bytes: (total, rate, average) => `Together they asked for ${total} (${rate} per second), ${average} on average.`,
    objects: (created, rate, freed) => `${created} objects were created (${rate} per second), ${freed} died.`,
    temporary: (share, place) =>
      `${share} of the blocks lived no longer than the statement that made them, most of them at ${place}.`,
    busiest: (rate, time, place) => `It was busiest around ${time}${place}, with ${rate} allocations per second.`,
    nothing: 'The recording has no samples and no totals, so the data do not suffice.',
    details: {
      allocated: 'Allocated',
      freed: 'Freed',
      created: 'Objects created',
      destroyed: 'Objects destroyed',
      temporary: 'Temporary blocks',
      busiest: 'Busiest stretch',
    },
  },
  consumers: {
    question: 'What are the biggest consumers?',
    types: (types) => `Types alive at the end: ${types}.`,
    type: (name, bytes, count) => `${name} ${bytes} (${plural(count, 'object')})`,
    lines: (lines) => `Lines whose memory was still in use: ${lines}.`,
    interpreter: (bytes) => `The interpreter itself held ${bytes}.`,
    line: (place, bytes, share) => `${place} ${bytes} (${share})`,
    function: (name, bytes, share) => `${name} ${bytes} (${share})`,
    peak: (peak, time, lines) => `At the peak of ${peak} (${time}) most was held by ${lines}.`,
    nothing: 'Nothing allocated by the scenario was alive at its end.',
    details: {
      type: (name) => `Type ${name}`,
      line: (place) => `Line ${place}`,
      function: (name) => `Function ${name}`,
      peak: 'Peak of traced memory',
    },
  },
  collector: {
    question: 'What does the collector cost, and did tuning help?',
    none: 'Nothing: no collection happened while the program ran.',
    disabled: 'The collector was switched off when the program started.',
    cost: (collections, total, share, longest, place) =>
      `${plural(collections, 'collection')} took ${total} of predicted pauses, ${share} of virtual time; the longest took ${longest}${place}.`,
    yield: (freed, visited, share) => `They freed ${freed} of ${visited} objects visited (${share}).`,
    futile: (futile, full, time) =>
      `${plural(futile, 'collection')} freed nothing (full ones among them: ${full}) and took ${time}.`,
    defaults: 'Thresholds were CPython’s 700, 10, 10 throughout: nothing was tuned.',
    tuned: (thresholds) =>
      `Thresholds were ${thresholds}. To see whether that helps, compare with a recording of the same scenario at CPython’s 700, 10, 10.`,
    changed: (before, after, o1, o2, m1, m2) =>
      `During the run thresholds changed from ${before} to ${after}: overhead went from ${o1} to ${o2}, the longest pause from ${m1} to ${m2}.`,
    baseline: (o1, o2, m1, m2, peak) =>
      `Against the recording it is compared with, overhead went from ${o1} to ${o2}, the longest pause from ${m1} to ${m2}; peak resident memory changed by ${peak}.`,
    helped: 'So tuning helped.',
    hurt: 'So tuning did harm.',
    traded: 'So tuning traded one for the other.',
    noDifference: 'So tuning made no difference worth mentioning.',
    details: {
      generation: (n) => `Generation ${n}`,
      generationFigures: (collections, freed, p95, max) =>
        `${collections} collections, ${freed} objects freed, pauses p95 ${p95}, max ${max}`,
      overhead: 'Share of virtual time',
      percentiles: 'Pauses average / p50 / p95 / p99 / max',
      measured: 'Measured on this machine (not predicted)',
      triggers: 'Lines that set off most pause time',
    },
  },
  caches: {
    question: 'How well do the caches hit?',
    none: 'No functools.lru_cache was alive when the program ended.',
    one: (name, rate, hits, calls) => `${name} hits ${rate} (${hits} of ${calls} calls).`,
    uncalled: (count, names) => `Without counted calls (never called, or cleared since): ${count} (${names}).`,
    full: (name, maxsize) => `${name} is full at ${maxsize} entries and throws out entries that are asked for again.`,
    unbounded: (name, entries) => `${name} has no limit and holds ${entries} entries: it can only grow.`,
    few: (calls) => `With ${calls} calls that says little.`,
    detail: (rate, hits, misses, entries, maxsize) =>
      `${rate}: ${hits} hits, ${misses} misses, ${entries} of ${maxsize} entries`,
    unlimited: 'unlimited',
  },
  cycles: {
    question: 'What leaked in cycles?',
    none: 'Nothing: a full collection after the end found no unreachable object.',
    leaked: (objects) =>
      `${objects} objects in reference cycles were unreachable when the program ended and had not been collected.`,
    waiting: (threshold) =>
      `That is no more than what waits for the next collection of generation 0 (threshold ${threshold}).`,
    collected: (objects) => `While it ran, the collector freed ${objects} objects from cycles.`,
    uncollectable: (objects) => `${objects} objects could not be freed at all (gc.garbage).`,
    resurrected: (objects) => `${objects} objects were brought back to life by their finalizers.`,
    oldDeaths: (types) => `Objects that died in the old generation, where only a full collection looks: ${types}.`,
    details: {
      leaked: 'Unreachable at the end',
      collected: 'Freed from cycles while running',
      uncollectable: 'Uncollectable',
      finalized: 'Finalized by the collector',
      resurrected: 'Resurrected',
    },
  },
  fragmentation: {
    question: 'How fragmented is memory?',
    noSamples: 'The recording has no samples, so the data do not suffice.',
    resident: (rss, used, fixed, unused, share) =>
      `At the end ${rss} were resident: ${used} in use, ${fixed} fixed (static data, stacks), ${unused} (${share}) held without being used.`,
    pymalloc: (arenas, held, used, share) =>
      `pymalloc held ${plural(arenas, 'arena')} (${held}) for ${used} of small objects; ${share} of that was free.`,
    malloc: (held, used, share) => `The system malloc held ${held} for ${used}; ${share} of that was free.`,
    atPeak: (rss, time, share) => `At the peak (${rss} at ${time}) ${share} were unused.`,
    high: 'Freed blocks are scattered among live ones, so their memory could not go back to the system.',
    details: {
      pools: 'Blocks in pools',
      arenas: 'Pools in arenas',
      malloc: 'Chunks in the heap',
      process: 'In use of resident',
    },
    layer: (used, held, unused) => `${used} of ${held}, ${unused} unused`,
  },
}
