/** Who allocated: by line, by function, and as a flame graph of sampled call stacks. */
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { Attribution } from '../../protocol/attribution'
import { Switch } from '../charts/switch'
import { useModel, usePalette } from '../charts/use-chart'
import { Empty } from '../components/empty'
import { formatBytes, formatCount, formatDuration, formatExactBytes } from '../format/numbers'
import { type PlainKey, useT } from '../i18n/translate'
import { hoveredLine, revealLine, selection } from '../state/app-state'
import { useAtom } from '../state/atom'
import type { RecordingModel } from '../state/recording-model'
import { type AllocationRow, type FlameNode, flameTree, functionRows } from './allocation-rows'
import { DataTable, type TableColumn } from './data-table'
import { FlameGraph } from './flame-graph'
import { Filter, matches, NothingFound, RowCount, TableMenu } from './table-tools'

type View = 'lines' | 'functions' | 'flame'

export function AllocationsPanel() {
  const t = useT()
  const { model } = useModel()
  if (model.attribution === null) {
    // Between the end of a run and its recording there is a moment without either.
    if (model.live || (model.run !== null && model.info === null)) return <Empty>{t('allocations.running')}</Empty>
    return <Empty>{model.isEmpty ? t('allocations.empty') : t('types.none')}</Empty>
  }
  return <Allocations key={model.manifest?.chain ?? model.name} model={model} attribution={model.attribution} />
}

function Allocations({ model, attribution }: { model: RecordingModel; attribution: Attribution }) {
  const t = useT()
  const [view, setView] = useState<View>('lines')
  const [filter, setFilter] = useState('')
  const wanted = useDeferredValue(filter)
  const isOwn = useCallback((file: string) => model.isOwnFile(file), [model])
  const all = useMemo(
    () => (view === 'lines' ? attribution.lines : functionRows(attribution.lines)),
    [attribution, view],
  )
  const rows = useMemo(
    () => all.filter((row) => matches(`${row.file}:${row.line} ${row.function}`, wanted)),
    [all, wanted],
  )
  const open = useCallback(
    (row: { file: string; line: number }) => {
      if (row.line > 0 && isOwn(row.file)) revealLine.set({ line: row.line })
    },
    [isOwn],
  )
  const columns = useColumns(view)
  return (
    <>
      <div className="panel-bar">
        <Switch<View>
          label={t('allocations.view')}
          value={view}
          options={(['lines', 'functions', 'flame'] as const).map((value) => ({
            value,
            label: t(`allocations.${value}`),
            hint: t(`allocations.${value}.description`),
          }))}
          onChange={setView}
        />
        <Filter
          label={view === 'flame' ? t('allocations.flameSearch') : t('allocations.filter')}
          value={filter}
          onChange={setFilter}
        />
        <span className="grow" />
        {view !== 'flame' && <RowCount shown={rows.length} count={all.length} />}
        {view !== 'flame' && <TableMenu name={t('panel.allocations')} columns={columns} rows={rows} />}
      </div>
      {view === 'flame' ? (
        <Flame attribution={attribution} search={wanted} isOwn={isOwn} onOpen={open} />
      ) : (
        <DataTable
          key={view}
          label={t('panel.allocations')}
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.file}\n${row.line}\n${row.function}`}
          initialSort={{ id: 'allocatedBytes', desc: true }}
          selected={null}
          onSelect={open}
          onHover={(row) => hoveredLine.set(row && isOwn(row.file) && view === 'lines' ? row.line : null)}
          empty={<NothingFound text={filter} clear={() => setFilter('')} />}
        />
      )}
    </>
  )
}

function useColumns(view: View): TableColumn<AllocationRow>[] {
  const t = useT()
  return useMemo(() => {
    const column = (
      id: string,
      width: number,
      value: TableColumn<AllocationRow>['value'],
    ): TableColumn<AllocationRow> => ({
      id,
      label: t(`allocations.${id}` as PlainKey),
      description: t(`allocations.${id}.description` as PlainKey),
      align: 'right',
      width,
      value,
    })
    const bytes = (id: keyof AllocationRow & string, width: number): TableColumn<AllocationRow> => ({
      ...column(id, width, (row) => row[id]),
      show: (row) => <span title={formatExactBytes(row[id] as number)}>{formatBytes(row[id] as number)}</span>,
    })
    const count = (id: keyof AllocationRow & string, width: number): TableColumn<AllocationRow> => ({
      ...column(id, width, (row) => row[id]),
      show: (row) => formatCount(row[id] as number),
    })
    const where: TableColumn<AllocationRow> = {
      ...column('where', 170, (row) => `${row.file}:${String(row.line).padStart(6, '0')}`),
      show: (row) => (
        // The file may be cut off, its line must not.
        <span className="mono place" title={row.file === '' ? undefined : `${row.file}:${row.line}`}>
          <span>{row.file === '' ? t('allocations.interpreter') : baseName(row.file)}</span>
          {view === 'lines' && row.file !== '' && `:${row.line}`}
        </span>
      ),
      align: 'left',
    }
    const named: TableColumn<AllocationRow> = {
      ...column('function', 150, (row) => row.function),
      show: (row) => (
        <span className="mono" title={row.function}>
          {row.function || '–'}
        </span>
      ),
      align: 'left',
      grow: true,
    }
    return [
      ...(view === 'lines' ? [where, named] : [named, where]),
      bytes('allocatedBytes', 92),
      count('allocatedBlocks', 76),
      bytes('liveBytes', 92),
      count('liveBlocks', 88),
      bytes('peakBytes', 92),
      bytes('temporaryBytes', 92),
      bytes('freedBytes', 92),
      count('collections', 92),
    ]
  }, [t, view])
}

const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

interface FlameProps {
  attribution: Attribution
  search: string
  isOwn: (file: string) => boolean
  onOpen: (node: FlameNode) => void
}

/** Of the marked range when there is one. */
function Flame({ attribution, search, isOwn, onOpen }: FlameProps) {
  const t = useT()
  const palette = usePalette()
  const marked = useAtom(selection)
  const name = marked
    ? t('allocations.range', { from: formatDuration(marked.start), to: formatDuration(marked.end) })
    : t('allocations.wholeRun')
  const outside = t('allocations.interpreter')
  const root = useMemo(() => flameTree(attribution, marked, name, outside), [attribution, marked, name, outside])
  if (root.value === 0) return <Empty>{t('allocations.noStacks')}</Empty>
  return (
    <FlameGraph
      root={root}
      palette={palette}
      label={t('allocations.flameAlternative', { bytes: formatBytes(root.value), stacks: attribution.stacks.length })}
      search={search}
      isOwn={isOwn}
      onOpen={onOpen}
    />
  )
}
