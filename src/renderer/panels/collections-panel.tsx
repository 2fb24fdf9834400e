/** Every collection of the run with every figure of its event; the one at the time cursor is marked. */
import { useMemo } from 'react'
import type { CollectionEvent } from '../../protocol/events'
import { selectCollection } from '../charts/chart-actions'
import { triggerText } from '../charts/event-text'
import { useModel, usePalette } from '../charts/use-chart'
import { Empty } from '../components/empty'
import { formatCount, formatDuration } from '../format/numbers'
import { type PlainKey, useT } from '../i18n/translate'
import { cursorTime, hoveredLine, selectedCollection } from '../state/app-state'
import { useAtom } from '../state/atom'
import { DataTable, type TableColumn } from './data-table'
import { RowCount, TableMenu } from './table-tools'

const triple = (values: readonly number[]): string => values.map(formatCount).join(' / ')

export function CollectionsPanel() {
  const t = useT()
  const palette = usePalette()
  const { model, version } = useModel()
  const chosen = useAtom(selectedCollection)
  const cursor = useAtom(cursorTime)
  const rows = useMemo(() => {
    void version
    return model.collections.slice()
  }, [model, version])
  const current = chosen ?? (cursor === null ? null : (model.collectionAt(cursor)?.seq ?? null))

  const columns = useMemo((): TableColumn<CollectionEvent>[] => {
    const column = (
      id: string,
      width: number,
      value: (event: CollectionEvent) => number | string,
      show?: TableColumn<CollectionEvent>['show'],
    ): TableColumn<CollectionEvent> => ({
      id,
      label: t(`collections.${id}` as PlainKey),
      description: t(`collections.${id}.description` as PlainKey),
      align: 'right',
      width,
      value,
      show,
    })
    const count = (id: keyof CollectionEvent & string, width: number): TableColumn<CollectionEvent> =>
      column(
        id,
        width,
        (event) => event[id] as number,
        (event) => formatCount(event[id] as number),
      )
    const counts = (
      id: 'countsBefore' | 'countsAfter' | 'thresholds' | 'sizesBefore' | 'sizesAfter',
      width: number,
    ) => ({
      ...column(
        id,
        width,
        (event) => event[id].join(' '),
        (event) => triple(event[id]),
      ),
    })
    return [
      column(
        'number',
        56,
        (event) => event.seq,
        (event) => formatCount(event.seq),
      ),
      column(
        'generation',
        52,
        (event) => event.generation,
        (event) => (
          <span className="generation">
            <i style={{ background: palette.generations[event.generation] }} aria-hidden="true" />
            {event.generation}
          </span>
        ),
      ),
      column(
        'time',
        84,
        (event) => event.time,
        (event) => formatDuration(event.time),
      ),
      {
        ...column(
          'trigger',
          84,
          (event) => event.trigger,
          (event) => triggerText(event.trigger, t),
        ),
        align: 'left',
      },
      column(
        'line',
        52,
        (event) => event.line,
        (event) => (event.line > 0 ? event.line : '–'),
      ),
      column(
        'pause',
        80,
        (event) => event.predictedNs,
        (event) => <span title={`${formatCount(event.predictedNs)} ns`}>{formatDuration(event.predictedNs)}</span>,
      ),
      count('candidates', 88),
      count('collected', 84),
      count('promoted', 84),
      count('uncollectable', 104),
      count('finalized', 80),
      count('resurrected', 94),
      counts('countsBefore', 112),
      counts('countsAfter', 104),
      counts('thresholds', 104),
      counts('sizesBefore', 136),
      counts('sizesAfter', 136),
      column(
        'measured',
        84,
        (event) => event.measuredNs,
        (event) => formatDuration(event.measuredNs),
      ),
      {
        ...column(
          'phases',
          260,
          (event) =>
            longestFirst(event)
              .map((phase) => `${phase.phase} ${phase.predictedNs}`)
              .join(' '),
          (event) =>
            longestFirst(event)
              .map((phase) => `${phase.phase} ${formatDuration(phase.predictedNs)}`)
              .join(' · '),
        ),
        align: 'left',
        grow: true,
      },
    ]
  }, [t, palette])

  if (rows.length === 0) return <Empty>{model.live ? t('collections.running') : t('collections.empty')}</Empty>
  return (
    <>
      <div className="panel-bar">
        <RowCount shown={rows.length} count={rows.length} />
        <span className="grow" />
        <TableMenu name={t('panel.collections')} columns={columns} rows={rows} />
      </div>
      <DataTable
        label={t('panel.collections')}
        columns={columns}
        rows={rows}
        rowKey={(event) => String(event.seq)}
        initialSort={{ id: 'number', desc: false }}
        selected={current === null ? null : String(current)}
        onSelect={selectCollection}
        onHover={(event) => hoveredLine.set(event && event.line > 0 ? event.line : null)}
      />
    </>
  )
}

const longestFirst = (event: CollectionEvent) => [...event.phases].sort((a, b) => b.predictedNs - a.predictedNs)
