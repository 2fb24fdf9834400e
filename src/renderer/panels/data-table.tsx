/**
 * A table of many rows: sortable, virtualised, with the keys of a list. Rows are real table rows, so that screen readers
 * read them as such; only those in view are in the page.
 */
import {
  type ColumnDef,
  createSortedRowModel,
  type Row,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useT } from '../i18n/translate'
import './panels.css'

export interface TableColumn<R> {
  id: string
  label: string
  /** One sentence, shown on hover. */
  description: string
  /** What it is sorted by and what goes into a CSV file. */
  value: (row: R) => number | string
  /** What is shown; default: the value. */
  show?: (row: R) => ReactNode
  align?: 'left' | 'right'
  /** Pixels; a growing column takes what is left and this at least. */
  width: number
  grow?: boolean
}

interface DataTableProps<R extends object> {
  label: string
  columns: readonly TableColumn<R>[]
  rows: R[]
  rowKey: (row: R) => string
  /** The order at first: a column and whether the largest comes first; null: as the rows come. */
  initialSort: { id: string; desc: boolean } | null
  /** Key of the selected row; it is brought into view when it changes. */
  selected?: string | null
  onSelect?: (row: R) => void
  onHover?: (row: R | null) => void
  /** Shown instead of rows when there are none. */
  empty?: ReactNode
}

const ROW_HEIGHT = 24
/** The header stays at the top and covers what scrolls under it. */
const HEADER_HEIGHT = 26

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })
type Features = typeof features

function compare<R extends object>(a: Row<Features, R>, b: Row<Features, R>, id: string): number {
  const x = a.getValue<number | string>(id)
  const y = b.getValue<number | string>(id)
  if (typeof x === 'number' && typeof y === 'number') return x - y
  return String(x) < String(y) ? -1 : String(x) > String(y) ? 1 : 0
}

export function DataTable<R extends object>(props: DataTableProps<R>) {
  const { columns, rows: data, rowKey, selected = null, onSelect, onHover } = props
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const [sorting, setSorting] = useState<SortingState>(props.initialSort ? [props.initialSort] : [])
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<Features, R> => ({
          id: column.id,
          accessorFn: column.value,
          sortFn: compare,
          // Figures begin with the largest, text with A.
          sortDescFirst: column.align === 'right',
        }),
      ),
    [columns],
  )
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowKey,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: setSorting,
  })
  const { rows } = table.getRowModel()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
  })
  const at = selected === null ? -1 : rows.findIndex((row) => row.id === selected)
  const current = useRef(at)
  current.current = at

  // biome-ignore lint/correctness/useExhaustiveDependencies: a row is shown when it is chosen, not when others come or move
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [selected])

  // A panel that was behind another comes back scrolled to the top, and says nothing of it.
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let height = element.clientHeight
    const observer = new ResizeObserver(() => {
      const shown = height === 0 && element.clientHeight > 0
      height = element.clientHeight
      if (height === 0) return
      const offset = virtual.scrollOffset ?? 0
      if (element.scrollTop !== offset) element.scrollTop = offset
      if (shown && current.current >= 0) virtual.scrollToIndex(current.current, { align: 'auto' })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [virtual])

  const focusRow = useRef(false)
  useEffect(() => {
    if (!focusRow.current) return
    focusRow.current = false
    scroller.current?.querySelector<HTMLElement>('tr[data-current="true"]')?.focus()
  })

  const move = (index: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!row || !onSelect) return
    focusRow.current = true
    onSelect(row.original)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!onSelect || event.altKey || event.ctrlKey || event.metaKey) return
    if ((event.target as HTMLElement).tagName !== 'TR') return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
    const focused = Number((event.target as HTMLElement).getAttribute('aria-rowindex')) - 2
    const to = {
      ArrowDown: focused + 1,
      ArrowUp: focused - 1,
      PageDown: focused + page,
      PageUp: focused - page,
      Home: 0,
      End: rows.length - 1,
      Enter: focused,
      ' ': focused,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    move(to)
  }

  const items = virtual.getVirtualItems()
  const before = (items[0]?.start ?? HEADER_HEIGHT) - HEADER_HEIGHT
  const after = virtual.getTotalSize() - ((items[items.length - 1]?.end ?? HEADER_HEIGHT) - HEADER_HEIGHT)
  const minimum = columns.reduce((sum, column) => sum + column.width, 0)
  const selectable = onSelect !== undefined
  const firstFocusable = at >= 0 ? at : (items[0]?.index ?? 0)

  return (
    // biome-ignore lint/a11y/useSemanticElements: what scrolls is no set of form fields
    <div
      className="table-scroller"
      ref={scroller}
      // Without rows that take the focus, the keyboard scrolls the table itself.
      tabIndex={selectable && rows.length > 0 ? undefined : 0}
      role="group"
      aria-label={props.label}
    >
      <table
        className="data-table"
        role={selectable ? 'grid' : undefined}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        style={{ minWidth: minimum }}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={column.grow ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => {
              const sorted = sorting[0]?.id === column.id ? sorting[0] : null
              const Arrow = sorted?.desc ? ArrowDown : ArrowUp
              return (
                <th
                  key={column.id}
                  scope="col"
                  aria-sort={sorted ? (sorted.desc ? 'descending' : 'ascending') : 'none'}
                  className={column.align === 'right' ? 'right' : undefined}
                  title={column.description}
                >
                  <button
                    type="button"
                    className="sort"
                    onClick={() => {
                      const begin = column.align === 'right'
                      setSorting([{ id: column.id, desc: sorted ? !sorted.desc : begin }])
                      scroller.current?.scrollTo({ top: 0 })
                    }}
                  >
                    {column.align === 'right' && sorted && <Arrow size={12} aria-hidden="true" />}
                    <span>{column.label}</span>
                    {column.align !== 'right' && sorted && <Arrow size={12} aria-hidden="true" />}
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr>
              <td colSpan={columns.length} style={{ height: before, padding: 0 }} />
            </tr>
          )}
          {items.map((item) => {
            const row = rows[item.index]
            const isCurrent = item.index === at
            return (
              <tr
                key={row.id}
                aria-rowindex={item.index + 2}
                aria-selected={selectable ? isCurrent : undefined}
                data-current={isCurrent || undefined}
                tabIndex={selectable ? (item.index === firstFocusable ? 0 : -1) : undefined}
                className={selectable ? 'selectable' : undefined}
                onClick={() => onSelect?.(row.original)}
                onPointerEnter={() => onHover?.(row.original)}
                onPointerLeave={() => onHover?.(null)}
              >
                {columns.map((column) => (
                  <td key={column.id} className={column.align === 'right' ? 'right' : undefined}>
                    {column.show ? column.show(row.original) : column.value(row.original)}
                  </td>
                ))}
              </tr>
            )
          })}
          {after > 0 && (
            <tr>
              <td colSpan={columns.length} style={{ height: after, padding: 0 }} />
            </tr>
          )}
        </tbody>
      </table>
      {rows.length === 0 && <div className="table-empty">{props.empty}</div>}
      <span className="visually-hidden" aria-live="polite">
        {sorting[0]
          ? t('table.sortBy', { column: columns.find((column) => column.id === sorting[0].id)?.label ?? '' })
          : ''}
      </span>
    </div>
  )
}
