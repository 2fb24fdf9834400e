/** Two recordings beside each other: their figures, types and lines, and where they first went different ways. */
import { useDeferredValue, useMemo, useState } from 'react'
import type { Comparison } from '../../protocol/service'
import { Switch } from '../charts/switch'
import { Empty } from '../components/empty'
import { formatBytes, formatCount, formatDuration, formatPercent, formatSigned } from '../format/numbers'
import { type PlainKey, useT } from '../i18n/translate'
import { comparison } from '../state/app-state'
import { useAtom } from '../state/atom'
import { endComparison } from '../state/recording-actions'
import { DataTable, type TableColumn } from './data-table'
import { Filter, matches, NothingFound, TableMenu } from './table-tools'

type View = 'totals' | 'types' | 'lines'

interface DifferenceRow {
  key: string
  name: string
  unit: 'bytes' | 'ns' | 'count'
  a: number
  b: number
  /** Types: objects alive; otherwise not shown. */
  aAlive: number
  bAlive: number
}

const FORMATS = { bytes: formatBytes, ns: formatDuration, count: formatCount } as const

function rowsOf(table: Comparison, view: View): DifferenceRow[] {
  const nothing = { aAlive: 0, bAlive: 0 }
  if (view === 'totals')
    return table.totals.map(({ metric, unit, a, b }) => ({ ...nothing, key: metric, name: metric, unit, a, b }))
  if (view === 'types') {
    return table.types.map((row) => ({
      key: row.type,
      name: row.type,
      unit: 'bytes',
      a: row.aBytes,
      b: row.bBytes,
      aAlive: row.aAlive,
      bAlive: row.bAlive,
    }))
  }
  return table.lines.map((row) => ({
    ...nothing,
    key: `${row.file}:${row.line} ${row.function}`,
    name: `${row.file.slice(row.file.lastIndexOf('/') + 1)}:${row.line} ${row.function}`,
    unit: 'bytes',
    a: row.aBytes,
    b: row.bBytes,
  }))
}

export function ComparePanel() {
  const t = useT()
  const table = useAtom(comparison)
  if (!table) return <Empty>{t('compare.empty')}</Empty>
  return <Differences key={`${table.a.id} ${table.b.id}`} table={table} />
}

function Differences({ table }: { table: Comparison }) {
  const t = useT()
  const [view, setView] = useState<View>('totals')
  const [filter, setFilter] = useState('')
  const wanted = useDeferredValue(filter)
  const all = useMemo(() => rowsOf(table, view), [table, view])
  const rows = useMemo(() => all.filter((row) => matches(row.name, wanted)), [all, wanted])

  const columns = useMemo((): TableColumn<DifferenceRow>[] => {
    const column = (
      id: string,
      key: PlainKey,
      width: number,
      value: (row: DifferenceRow) => number | string,
      show?: TableColumn<DifferenceRow>['show'],
    ): TableColumn<DifferenceRow> => ({ id, label: t(key), description: t(key), width, value, show, align: 'right' })
    const name = view === 'totals' ? 'compare.metric' : view === 'types' ? 'types.type' : 'allocations.where'
    return [
      {
        ...column(
          'name',
          name,
          190,
          (row) => row.name,
          (row) => (
            <span className={view === 'totals' ? undefined : 'mono'} title={row.name}>
              {row.name}
            </span>
          ),
        ),
        align: 'left',
        grow: true,
      },
      ...(view === 'types'
        ? [
            column(
              'aAlive',
              'compare.aAlive',
              80,
              (row) => row.aAlive,
              (row) => formatCount(row.aAlive),
            ),
            column(
              'bAlive',
              'compare.bAlive',
              80,
              (row) => row.bAlive,
              (row) => formatCount(row.bAlive),
            ),
            column(
              'deltaAlive',
              'compare.deltaAlive',
              80,
              (row) => row.bAlive - row.aAlive,
              (row) => <b>{formatSigned(row.bAlive - row.aAlive)}</b>,
            ),
          ]
        : []),
      column(
        'a',
        'compare.a',
        92,
        (row) => row.a,
        (row) => FORMATS[row.unit](row.a),
      ),
      column(
        'b',
        'compare.b',
        92,
        (row) => row.b,
        (row) => FORMATS[row.unit](row.b),
      ),
      column(
        'delta',
        'compare.delta',
        96,
        (row) => row.b - row.a,
        (row) => <b>{formatSigned(row.b - row.a, FORMATS[row.unit])}</b>,
      ),
      column(
        'ratio',
        'compare.ratio',
        80,
        (row) => change(row),
        (row) => (row.a === 0 ? '–' : formatSigned(change(row), formatPercent)),
      ),
    ]
  }, [t, view])

  return (
    <>
      <div className="compare-words">
        <p>
          <b className="compare-name">{t('compare.first', { name: table.a.name })}</b>{' '}
          <b className="compare-name">{t('compare.second', { name: table.b.name })}</b>{' '}
          <span className="muted">{t('compare.legend', { count: table.marks.length })}</span>
        </p>
        <p>
          {table.firstDivergence
            ? t('compare.divergence', { seq: table.firstDivergence.seq, message: table.firstDivergence.message })
            : t('compare.identical')}
        </p>
      </div>
      <div className="panel-bar">
        <Switch<View>
          label={t('compare.view')}
          value={view}
          options={(['totals', 'types', 'lines'] as const).map((value) => ({
            value,
            label: t(`compare.${value}`),
            hint: t(`compare.${value}.description`),
          }))}
          onChange={setView}
        />
        <Filter label={t('compare.filter')} value={filter} onChange={setFilter} />
        <span className="grow" />
        <button type="button" className="button small" onClick={endComparison}>
          {t('compare.end')}
        </button>
        <TableMenu name={t('panel.compare')} columns={columns} rows={rows} />
      </div>
      <DataTable
        key={view}
        label={t('panel.compare')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        initialSort={view === 'totals' ? null : { id: 'delta', desc: true }}
        empty={filter === '' ? t('compare.identical') : <NothingFound text={filter} clear={() => setFilter('')} />}
      />
    </>
  )
}

const change = (row: DifferenceRow): number => (row.a === 0 ? 0 : (row.b - row.a) / row.a)
