/** Types: what was created, what died and where, what lives, and the growth between two marks. */
import { useDeferredValue, useMemo, useState } from 'react'
import { useModel } from '../charts/use-chart'
import { Empty } from '../components/empty'
import { formatBytes, formatCount, formatExactBytes, formatSigned } from '../format/numbers'
import { type PlainKey, useT } from '../i18n/translate'
import type { RecordingModel } from '../state/recording-model'
import { DataTable, type TableColumn } from './data-table'
import { Filter, matches, NothingFound, RowCount, TableMenu } from './table-tools'
import { type TypeRow, typeRows } from './type-growth'

export function TypesPanel() {
  const t = useT()
  const { model } = useModel()
  if (model.attribution === null) {
    // Between the end of a run and its recording there is a moment without either.
    if (model.live || (model.run !== null && model.info === null)) return <Empty>{t('types.running')}</Empty>
    return <Empty>{model.isEmpty ? t('types.empty') : t('types.none')}</Empty>
  }
  // Another recording has other marks: what was chosen for the last one is forgotten.
  return <TypesTable key={model.manifest?.chain ?? model.name} model={model} />
}

function TypesTable({ model }: { model: RecordingModel }) {
  const t = useT()
  const attribution = model.attribution!
  const [filter, setFilter] = useState('')
  const wanted = useDeferredValue(filter)
  const [from, setFrom] = useState(-1)
  const [to, setTo] = useState(attribution.marks.length)
  const all = useMemo(() => typeRows(attribution, from, to), [attribution, from, to])
  const rows = useMemo(() => all.filter((row) => matches(row.type, wanted)), [all, wanted])

  const columns = useMemo((): TableColumn<TypeRow>[] => {
    const column = (
      id: keyof TypeRow & string,
      width: number,
      show: (row: TypeRow) => React.ReactNode,
    ): TableColumn<TypeRow> => ({
      id,
      label: t(`types.${id}` as PlainKey),
      description: t(`types.${id}.description` as PlainKey),
      align: 'right',
      width,
      value: (row) => row[id],
      show,
    })
    const count = (id: keyof TypeRow & string, width: number) =>
      column(id, width, (row) => formatCount(row[id] as number))
    return [
      {
        ...column('type', 150, (row) => (
          <span className="mono" title={row.type}>
            {row.type}
          </span>
        )),
        align: 'left',
        grow: true,
      },
      count('alive', 68),
      column('bytes', 80, (row) => <span title={formatExactBytes(row.bytes)}>{formatBytes(row.bytes)}</span>),
      count('created', 76),
      count('freed', 72),
      column('growthAlive', 76, (row) => formatSigned(row.growthAlive)),
      column('growthBytes', 88, (row) => (
        <span title={formatSigned(row.growthBytes, formatExactBytes)}>
          {formatSigned(row.growthBytes, formatBytes)}
        </span>
      )),
      count('diedGen0', 84),
      count('diedGen1', 84),
      count('diedGen2', 84),
      count('diedUntracked', 112),
    ]
  }, [t])

  const instants = [
    { value: -1, label: t('types.start') },
    ...attribution.marks.map((mark, i) => ({ value: i, label: mark.name })),
    { value: attribution.marks.length, label: t('types.end') },
  ]
  const choose = (label: string, value: number, onChange: (value: number) => void) => (
    <label className="inline-field">
      {label}
      <select className="field small" value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {instants.map((instant) => (
          <option key={instant.value} value={instant.value}>
            {instant.label}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <>
      <div className="panel-bar">
        <Filter label={t('types.filter')} value={filter} onChange={setFilter} />
        {choose(t('types.growthFrom'), from, setFrom)}
        {choose(t('types.growthTo'), to, setTo)}
        <span className="grow" />
        <RowCount shown={rows.length} count={all.length} />
        <TableMenu name={t('panel.types')} columns={columns} rows={rows} />
      </div>
      <DataTable
        label={t('panel.types')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.type}
        initialSort={{ id: 'bytes', desc: true }}
        empty={<NothingFound text={filter} clear={() => setFilter('')} />}
      />
    </>
  )
}
