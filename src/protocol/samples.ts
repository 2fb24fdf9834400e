/**
 * The columns of a sample: one table, from which the sampler's storage, the Arrow schema, the charts' captions and the CSV
 * header are made. Sizes in bytes, times in ns of virtual time.
 *
 * A sample stands for the interval that ends at its `time`. The `...Max` columns carry the largest value within that
 * interval, so that no peak is lost when intervals are merged.
 */
export interface SampleColumn {
  readonly name: string
  readonly unit: 'ns' | 'bytes' | 'count' | 'line'
  /** How two neighbouring samples become one when the interval doubles: the later value, or the larger one. */
  readonly merge: 'last' | 'max'
  /** One sentence, shown on hover. */
  readonly description: string
}

const column = (
  name: string,
  unit: SampleColumn['unit'],
  description: string,
  merge: SampleColumn['merge'] = 'last',
): SampleColumn => ({ name, unit, merge, description })

export const SAMPLE_COLUMNS = [
  column('time', 'ns', 'Virtual time at the end of the sample’s interval.'),
  column('rss', 'bytes', 'Resident set size: pages of the process that have been touched and not given back.'),
  column('rssMax', 'bytes', 'Largest resident set size within the interval.', 'max'),
  column('mapped', 'bytes', 'Bytes of address space obtained by brk and mmap.'),
  column('mappedMax', 'bytes', 'Largest mapped size within the interval.', 'max'),
  column('arenas', 'count', 'pymalloc arenas (1 MiB each) in use.'),
  column('pools', 'count', 'pymalloc pools (16 KiB each) that hold at least one block.'),
  column('pymallocBytes', 'bytes', 'Bytes of pymalloc blocks in use.'),
  column('pymallocBytesMax', 'bytes', 'Largest number of pymalloc bytes in use within the interval.', 'max'),
  column('rawBytes', 'bytes', 'Bytes of system malloc chunks in use, headers included.'),
  column('rawBytesMax', 'bytes', 'Largest number of system malloc bytes in use within the interval.', 'max'),
  column('tracedBytes', 'bytes', 'Bytes requested through the three allocator domains and not freed yet.'),
  column('tracedPeak', 'bytes', 'Largest value of the traced bytes since the process started.', 'max'),
  column('gen0Count', 'count', 'gc.get_count()[0]: allocations minus deallocations since the last collection.'),
  column('gen1Count', 'count', 'gc.get_count()[1]: collections of generation 0 since the last one of generation 1.'),
  column('gen2Count', 'count', 'gc.get_count()[2]: collections of generation 1 since the last one of generation 2.'),
  column('gen0CountMax', 'count', 'Largest count of generation 0 within the interval.', 'max'),
  column('gen0Objects', 'count', 'Collector objects in generation 0.'),
  column('gen1Objects', 'count', 'Collector objects in generation 1.'),
  column('gen2Objects', 'count', 'Collector objects in generation 2.'),
  column('objectsAlive', 'count', 'Objects alive.'),
  column('allocations', 'count', 'Blocks allocated since the process started.'),
  column('frees', 'count', 'Blocks freed since the process started.'),
  column('line', 'line', 'Line of the scenario that was running; 0 when none of its code was on the stack.'),
] as const satisfies readonly SampleColumn[]

export type SampleColumnName = (typeof SAMPLE_COLUMNS)[number]['name']

/** Columns of equal length, one value per sample. */
export type SampleTable = Record<SampleColumnName, Float64Array>
