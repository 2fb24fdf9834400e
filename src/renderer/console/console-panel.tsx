import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { copyText } from '../components/clipboard'
import { CommandButton } from '../components/command-button'
import { Empty } from '../components/empty'
import { IconButton } from '../components/icon-button'
import { formatBytes, formatCount } from '../format/numbers'
import { useT } from '../i18n/translate'
import { currentRun, cursorTime, hoverTime, revealLine, shown, showToast, useShown } from '../state/app-state'
import { atom, useAtom, useSelect } from '../state/atom'
import type { ConsoleLine } from '../state/console-buffer'
import { consoleWrap } from '../state/preferences'
import type { RecordingModel } from '../state/recording-model'
import { answerInput } from '../state/run-session'
import './console.css'
import { DRAWN, partsOf, visibleText } from './visible-text'

/** The search field is open, with what is looked for; null: closed. */
export const consoleSearch = atom<string | null>(null)

const ROW = 18

/** Everything the script wrote, as plain text. */
export function ConsolePanel() {
  const t = useT()
  const model = useShown()
  const search = useAtom(consoleSearch)
  const wrap = useAtom(consoleWrap)
  const time = useAtom(cursorTime)
  const [match, setMatch] = useState(0)
  const scroll = useRef<HTMLDivElement>(null)
  const follow = useRef(true)
  const { console } = model
  const { lines, version } = console

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 20,
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: lines are altered in place, version says when
  const matches = useMemo(() => {
    if (!search) return []
    const wanted = search.toLowerCase()
    const found: number[] = []
    for (let i = 0; i < lines.length && found.length < 10_000; i++) {
      if (lines[i].text.toLowerCase().includes(wanted)) found.push(i)
    }
    return found
  }, [lines, version, search])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const atCursor = useMemo(
    () => (time === null ? -1 : console.lineAt(time, model.outputs)),
    [console, model, version, time],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the end as output arrives
  useEffect(() => {
    if (follow.current && time === null && !search && lines.length > 0)
      virtual.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [lines.length, version])
  useEffect(() => {
    if (atCursor >= 0) virtual.scrollToIndex(atCursor, { align: 'auto' })
  }, [atCursor, virtual])

  const go = (step: number): void => {
    if (matches.length === 0) return
    const next = (match + step + matches.length) % matches.length
    setMatch(next)
    virtual.scrollToIndex(matches[next], { align: 'center' })
  }
  const onScroll = (): void => {
    const element = scroll.current
    if (element) follow.current = element.scrollTop + element.clientHeight >= element.scrollHeight - 2 * ROW
  }

  return (
    <div className="console">
      {search !== null && (
        <div className="console-search">
          <input
            className="field small"
            type="search"
            // biome-ignore lint/a11y/noAutofocus: it was asked for by a command
            autoFocus
            placeholder={t('console.search')}
            aria-label={t('console.search')}
            value={search}
            onChange={(event) => {
              consoleSearch.set(event.target.value)
              setMatch(0)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
              else if (event.key === 'Escape') consoleSearch.set(null)
            }}
          />
          <span className="muted" aria-live="polite">
            {search && t('console.matches', { at: matches.length ? match + 1 : 0, n: matches.length })}
          </span>
          <IconButton icon={ChevronUp} label={t('console.previous')} onClick={() => go(-1)} />
          <IconButton icon={ChevronDown} label={t('console.next')} onClick={() => go(1)} />
          <IconButton icon={X} label={t('common.close')} onClick={() => consoleSearch.set(null)} />
        </div>
      )}
      {console.dropped > 0 && (
        <p className="console-note">{t('console.dropped', { n: formatCount(console.dropped) })}</p>
      )}
      {lines.length === 0 ? (
        <Empty>{model.live ? t('console.waiting') : t('console.empty')}</Empty>
      ) : (
        <div
          ref={scroll}
          className="console-scroll"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll the text
          tabIndex={0}
          role="log"
          aria-label={t('console.output')}
          aria-live="off"
          onScroll={onScroll}
        >
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map((item) => (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={wrap ? 'console-row wrap' : 'console-row'}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Line
                  line={lines[item.index]}
                  length={lines[item.index].text.length}
                  query={search ?? ''}
                  model={model}
                  lit={item.index === atCursor}
                  current={matches[match] === item.index}
                />
              </div>
            ))}
          </div>
        </div>
      )}
      <InputField />
    </div>
  )
}

interface LineProps {
  line: ConsoleLine
  /** Grows while the line is still being written: lines are altered in place. */
  length: number
  query: string
  model: RecordingModel
  lit: boolean
  current: boolean
}

const Line = memo(function Line({ line, query, model, lit, current }: LineProps) {
  const t = useT()
  const cut = line.text.length > DRAWN
  const parts = partsOf(
    visibleText(cut ? line.text.slice(0, DRAWN) : line.text),
    (file) => model.isOwnFile(file),
    query,
  )
  const onEnter = (): void => {
    const model = shown.get()
    if (line.stream !== 'input') hoverTime.set(model.console.timeOf(line, model.outputs))
  }
  return (
    <div
      className={`console-line ${line.stream}${lit ? ' lit' : ''}${current ? ' current' : ''}`}
      onPointerEnter={onEnter}
      onPointerLeave={() => hoverTime.set(null)}
    >
      {parts.length === 0 && '\u200b'}
      {parts.map((part, i) => {
        const { line: target } = part
        if (target !== undefined) {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other identity
            <button key={i} type="button" className="link" onClick={() => revealLine.set({ line: target })}>
              {part.text}
            </button>
          )
        }
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        return part.found ? <mark key={i}>{part.text}</mark> : <span key={i}>{part.text}</span>
      })}
      {cut && (
        <span className="console-cut">
          {t('console.cut', { size: formatBytes(line.text.length), rest: formatCount(line.text.length - DRAWN) })}{' '}
          <button type="button" className="link" onClick={() => void copyText(line.text)}>
            {t('console.copyLine')}
          </button>
        </span>
      )}
    </div>
  )
})

/** The field that answers input(), while the script waits for it. */
function InputField() {
  const t = useT()
  const waiting = useSelect(
    currentRun,
    (run) => (run?.state === 'paused' && run.reason === 'input' ? run : null),
    sameWait,
  )
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (waiting) field.current?.focus()
  }, [waiting])
  if (!waiting) return null
  const answer = (value: string | null): void => {
    shown.get().console.echo(value ?? '^D')
    setText('')
    void answerInput(value).catch((error: Error) => showToast(error.message, { tone: 'error' }))
  }
  return (
    <form
      className="console-input"
      onSubmit={(event) => {
        event.preventDefault()
        answer(text)
      }}
    >
      <label htmlFor="console-input" className="mono ellipsis">
        {visibleText(waiting.prompt) || t('console.input')}
      </label>
      <input
        id="console-input"
        ref={field}
        className="field small mono"
        aria-label={t('console.input')}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'd' && event.ctrlKey) {
            event.preventDefault()
            answer(null)
          }
        }}
      />
      <button type="submit" className="button small primary">
        {t('console.send')}
      </button>
      <button type="button" className="button small" title="Ctrl+D" onClick={() => answer(null)}>
        {t('console.endOfFile')}
      </button>
    </form>
  )
}

type Wait = { id: string; prompt: string; time: number } | null
const sameWait = (a: Wait, b: Wait): boolean => a?.id === b?.id && a?.prompt === b?.prompt && a?.time === b?.time

export function ConsoleActions() {
  return (
    <>
      <CommandButton id="console.search" />
      <CommandButton id="console.wrap" />
      <CommandButton id="console.copy" />
      <CommandButton id="console.clear" />
    </>
  )
}
