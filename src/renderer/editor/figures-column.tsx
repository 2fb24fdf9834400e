import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { formatBytes, formatBytesInFull, formatCount } from '../format/numbers'
import { useT } from '../i18n/translate'
import { hoveredLine } from '../state/app-state'
import { useAtom } from '../state/atom'
import type { EditorSession } from './editor-session'
import type { LineFigures } from './line-figures'

/** Live and allocated bytes of each line at the right of the text, scrolling with it. */
export function FiguresColumn({ session }: { session: EditorSession }) {
  const t = useT()
  const rows = useAtom(session.figureRows)
  const hovered = useAtom(hoveredLine)
  const inner = useRef<HTMLDivElement>(null)
  // Folding and resizing move lines without changing rows.
  const [, setLayout] = useState(0)
  useEffect(() => {
    const relayout = (): void => setLayout((n) => n + 1)
    const ends = [
      session.editor.onDidContentSizeChange(relayout),
      session.editor.onDidScrollChange(() => place(inner.current, session)),
    ]
    return () => {
      for (const end of ends) end.dispose()
    }
  }, [session])
  useLayoutEffect(() => place(inner.current, session))
  if (rows.length === 0) return null

  let before = -1
  const visible = rows.filter((row) => {
    const top = session.editor.getTopForLineNumber(row.at)
    const folded = top === before
    before = top
    return !folded
  })
  return (
    <aside className="figures" aria-label={t('editor.figures')}>
      <div className="figures-head" aria-hidden="true">
        <span title={t('editor.liveDefinition')}>{t('editor.live')}</span>
        <span title={t('editor.allocatedDefinition')}>{t('editor.allocated')}</span>
      </div>
      <div className="figures-window">
        <div ref={inner}>
          {visible.map((row) => (
            <div
              key={row.line}
              className={row.at === hovered ? 'figures-row lit' : 'figures-row'}
              style={{ top: session.editor.getTopForLineNumber(row.at) }}
              title={describe(row, t)}
              onPointerEnter={() => hoveredLine.set(row.at)}
              onPointerLeave={() => hoveredLine.set(null)}
            >
              <span>{row.liveBytes > 0 ? formatBytes(row.liveBytes) : '·'}</span>
              <span>{formatBytes(row.allocatedBytes)}</span>
              <i className={`heat-${row.heat}`} />
            </div>
          ))}
        </div>
      </div>
    </aside>
  )
}

function place(element: HTMLElement | null, session: EditorSession): void {
  if (element) element.style.transform = `translateY(${-session.editor.getScrollTop()}px)`
}

function describe(row: LineFigures, t: ReturnType<typeof useT>): string {
  return [
    t('editor.lineLive', { bytes: formatBytesInFull(row.liveBytes), blocks: formatCount(row.liveBlocks) }),
    t('editor.lineAllocated', {
      bytes: formatBytesInFull(row.allocatedBytes),
      blocks: formatCount(row.allocatedBlocks),
    }),
    t('editor.linePeak', { bytes: formatBytesInFull(row.peakBytes) }),
    t('editor.lineTemporary', { bytes: formatBytesInFull(row.temporaryBytes) }),
    t('editor.lineCollections', { n: row.collections }),
  ].join('\n')
}
