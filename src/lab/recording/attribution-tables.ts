/** The tables of an Attribution: attribution.arrow has the lines; what is nested is flattened into tables of its own. */
import type {
  Attribution,
  CacheStatistics,
  LineAttribution,
  MarkSnapshot,
  StackFrame,
  StackSample,
  TypeAttribution,
} from '../../protocol/attribution'
import { type ColumnKind, type ColumnSpec, writeRows } from './arrow-columns'
import { readRows } from './arrow-reader'
import { damaged } from './recording-error'

/** Every property of a row, so that the compiler finds a forgotten one. */
function columns<T>(kinds: Record<keyof T & string, ColumnKind>, nullable: (keyof T & string)[] = []): ColumnSpec[] {
  return (Object.entries(kinds) as [keyof T & string, ColumnKind][]).map(([name, kind]) => ({
    name,
    kind,
    nullable: nullable.includes(name),
  }))
}

type MarkRow = Pick<MarkSnapshot, 'name' | 'seq' | 'time'>
type MarkLineRow = MarkSnapshot['lines'][number] & { mark: number }
type MarkTypeRow = MarkSnapshot['types'][number] & { mark: number }
interface StackRow {
  frames: number[]
}

export const ATTRIBUTION_TABLES = {
  'attribution.arrow': columns<LineAttribution>({
    file: 'text',
    function: 'text',
    line: 'int',
    allocatedBytes: 'int',
    allocatedBlocks: 'int',
    freedBytes: 'int',
    freedBlocks: 'int',
    liveBytes: 'int',
    liveBlocks: 'int',
    peakBytes: 'int',
    peakBlocks: 'int',
    temporaryBytes: 'int',
    temporaryBlocks: 'int',
    collections: 'int',
  }),
  'attribution-types.arrow': columns<TypeAttribution>({
    type: 'text',
    created: 'int',
    freed: 'int',
    alive: 'int',
    bytes: 'int',
    diedGen0: 'int',
    diedGen1: 'int',
    diedGen2: 'int',
    diedUntracked: 'int',
  }),
  'attribution-marks.arrow': columns<MarkRow>({ name: 'text', seq: 'int', time: 'int' }),
  'attribution-mark-lines.arrow': columns<MarkLineRow>({
    mark: 'int',
    file: 'text',
    line: 'int',
    liveBytes: 'int',
    liveBlocks: 'int',
  }),
  'attribution-mark-types.arrow': columns<MarkTypeRow>({ mark: 'int', type: 'text', alive: 'int', bytes: 'int' }),
  'attribution-frames.arrow': columns<StackFrame>({ file: 'text', function: 'text', line: 'int' }),
  'attribution-stacks.arrow': columns<StackRow>({ frames: 'ints' }),
  'attribution-stack-samples.arrow': columns<StackSample>({ time: 'int', stack: 'int', bytes: 'int', blocks: 'int' }),
  'attribution-caches.arrow': columns<CacheStatistics>(
    { function: 'text', file: 'text', line: 'int', hits: 'int', misses: 'int', maxsize: 'int', currsize: 'int' },
    ['maxsize'],
  ),
} as const satisfies Record<string, ColumnSpec[]>

export type AttributionFile = keyof typeof ATTRIBUTION_TABLES
export const ATTRIBUTION_FILES = Object.keys(ATTRIBUTION_TABLES) as AttributionFile[]

export function writeAttribution(a: Attribution): Record<AttributionFile, Uint8Array> {
  const rows: Record<AttributionFile, readonly object[]> = {
    'attribution.arrow': a.lines,
    'attribution-types.arrow': a.types,
    'attribution-marks.arrow': a.marks,
    'attribution-mark-lines.arrow': a.marks.flatMap((m, mark) => m.lines.map((row) => ({ ...row, mark }))),
    'attribution-mark-types.arrow': a.marks.flatMap((m, mark) => m.types.map((row) => ({ ...row, mark }))),
    'attribution-frames.arrow': a.frames,
    'attribution-stacks.arrow': a.stacks.map((frames) => ({ frames })),
    'attribution-stack-samples.arrow': a.stackSamples,
    'attribution-caches.arrow': a.caches,
  }
  const files = {} as Record<AttributionFile, Uint8Array>
  for (const file of ATTRIBUTION_FILES) files[file] = writeRows(ATTRIBUTION_TABLES[file], rows[file])
  return files
}

/** `bytesOf` gives a file of the recording, or throws. */
export function readAttribution(bytesOf: (file: AttributionFile) => Uint8Array): Attribution {
  const rows = <T extends object>(file: AttributionFile): T[] =>
    readRows<T>(file, ATTRIBUTION_TABLES[file], bytesOf(file))
  /** Indexes must lead somewhere: those who use them do not look again. */
  const check = (index: number, length: number, file: AttributionFile): void => {
    if (!Number.isInteger(index) || index < 0 || index >= length)
      throw damaged(`${file} refers to row ${index}, which is not there`)
  }
  const marks: MarkSnapshot[] = rows<MarkRow>('attribution-marks.arrow').map((m) => ({ ...m, lines: [], types: [] }))
  for (const { mark, ...row } of rows<MarkLineRow>('attribution-mark-lines.arrow')) {
    check(mark, marks.length, 'attribution-mark-lines.arrow')
    marks[mark].lines.push(row)
  }
  for (const { mark, ...row } of rows<MarkTypeRow>('attribution-mark-types.arrow')) {
    check(mark, marks.length, 'attribution-mark-types.arrow')
    marks[mark].types.push(row)
  }
  const frames = rows<StackFrame>('attribution-frames.arrow')
  const stacks = rows<StackRow>('attribution-stacks.arrow').map((row) => row.frames)
  for (const stack of stacks) for (const i of stack) check(i, frames.length, 'attribution-stacks.arrow')
  const stackSamples = rows<StackSample>('attribution-stack-samples.arrow')
  for (const { stack } of stackSamples) check(stack, stacks.length, 'attribution-stack-samples.arrow')
  return {
    lines: rows<LineAttribution>('attribution.arrow'),
    types: rows<TypeAttribution>('attribution-types.arrow'),
    marks,
    frames,
    stacks,
    stackSamples,
    caches: rows<CacheStatistics>('attribution-caches.arrow'),
  }
}
