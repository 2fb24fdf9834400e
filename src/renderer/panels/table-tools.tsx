import { Copy, FileDown, Search } from 'lucide-react'
import { csvTable } from '../charts/csv'
import { copyText } from '../components/clipboard'
import { Menu } from '../components/menu'
import { useT } from '../i18n/translate'
import { shown } from '../state/app-state'
import { saveFile } from '../state/recording-actions'
import type { TableColumn } from './data-table'

interface FilterProps {
  label: string
  value: string
  onChange: (value: string) => void
}

export function Filter({ label, value, onChange }: FilterProps) {
  return (
    <span className="filter">
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        className="field small"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onChange('')
        }}
      />
    </span>
  )
}

/** Whether each word of the filter occurs in the text, in either case. */
export function matches(text: string, filter: string): boolean {
  const lower = text.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}

export function tableCsv<R>(columns: readonly TableColumn<R>[], rows: readonly R[]): string {
  return csvTable(
    columns.map((column) => column.id),
    rows.map((row) => columns.map((column) => column.value(row))),
  )
}

/** Copies or saves all rows of a table, exact and in their order in the recording. */
export function TableMenu<R>(props: { name: string; columns: readonly TableColumn<R>[]; rows: readonly R[] }) {
  const t = useT()
  const csv = (): string => tableCsv(props.columns, props.rows)
  const fileName = [shown.get().name, props.name]
    .filter(Boolean)
    .join(' ')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .toLowerCase()
  return (
    <Menu
      label={t('table.takeAway')}
      items={[
        { label: t('table.copyCsv'), icon: Copy, run: () => void copyText(csv()) },
        { label: t('table.saveCsv'), icon: FileDown, run: () => saveFile(`${fileName}.csv`, 'text/csv', csv()) },
      ]}
    />
  )
}

/** How many rows there are, or how many of them the filter leaves. */
export function RowCount({ shown: visible, count }: { shown: number; count: number }) {
  const t = useT()
  return (
    <span className="row-count">
      {visible === count ? t('table.rows', { count }) : t('table.filtered', { shown: visible, count })}
    </span>
  )
}

export function NothingFound({ text, clear }: { text: string; clear: () => void }) {
  const t = useT()
  return (
    <>
      <p>{t('table.nothingFound', { text })}</p>
      <button type="button" className="button small" onClick={clear}>
        {t('table.clearFilter')}
      </button>
    </>
  )
}
