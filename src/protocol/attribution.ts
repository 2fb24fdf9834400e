/** Who allocated what. Bytes are requested bytes, blocks are allocator blocks, all counted over the whole run. */
export interface LineAttribution {
  file: string
  /** Qualified name of the function. */
  function: string
  line: number
  allocatedBytes: number
  allocatedBlocks: number
  freedBytes: number
  freedBlocks: number
  /** Still allocated when the program ended (before finalization). */
  liveBytes: number
  liveBlocks: number
  /** Allocated at the moment when the traced bytes of the whole process were largest. */
  peakBytes: number
  peakBlocks: number
  /** Freed within the statement that allocated them. */
  temporaryBytes: number
  temporaryBlocks: number
  /** Automatic collections that an allocation of this line set off. */
  collections: number
}

export interface TypeAttribution {
  /** module.qualname; built-in types without module. */
  type: string
  created: number
  freed: number
  alive: number
  /** Bytes of the objects alive (sys.getsizeof without what they refer to). */
  bytes: number
  /** Deaths by the generation the object was in; objects without PyGC_Head count in diedUntracked. */
  diedGen0: number
  diedGen1: number
  diedGen2: number
  diedUntracked: number
}

/** Live figures at a mark, for growth between marks. Only rows that are not zero. */
export interface MarkSnapshot {
  name: string
  seq: number
  time: number
  lines: { file: string; line: number; liveBytes: number; liveBlocks: number }[]
  types: { type: string; alive: number; bytes: number }[]
}

/** A call stack seen by the sampler, root first, and the bytes allocated since the sample before it. */
export interface StackSample {
  time: number
  /** Index into `stacks` of the attribution. */
  stack: number
  bytes: number
  blocks: number
}

export interface StackFrame {
  file: string
  function: string
  line: number
}

export interface CacheStatistics {
  /** Qualified name of the cached function. */
  function: string
  file: string
  line: number
  hits: number
  misses: number
  /** null: unbounded. */
  maxsize: number | null
  currsize: number
}

export interface Attribution {
  lines: LineAttribution[]
  types: TypeAttribution[]
  marks: MarkSnapshot[]
  frames: StackFrame[]
  /** Each stack is a list of indexes into `frames`, root first. */
  stacks: number[][]
  stackSamples: StackSample[]
  caches: CacheStatistics[]
}
