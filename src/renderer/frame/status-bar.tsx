import { useEffect, useState } from 'react'
import { caret } from '../editor/editor-state'
import { formatCount, formatDuration } from '../format/numbers'
import { useT } from '../i18n/translate'
import { connection, currentRun, diagnostics, status, useShown } from '../state/app-state'
import { useAtom, useSelect } from '../state/atom'
import './frame.css'

/** What the program is doing, in one word, with the figures of the run beside it. */
export function StatusBar() {
  const t = useT()
  const now = useAtom(status)
  const reach = useAtom(connection)
  return (
    <footer className="status-bar">
      <span className={`status-dot ${now}`} aria-hidden="true" />
      <span role="status" className="status-word">
        {t(`status.${now}`)}
      </span>
      <span className="status-figures ellipsis">
        <Detail />
        <Figures />
      </span>
      {reach === 'lost' && (
        <span className="status-lost" role="alert">
          {t('status.lost')}
        </span>
      )}
      <span className="grow" />
      <Problems />
      <Caret />
    </footer>
  )
}

/** Why it is paused, stopping or failed. */
function Detail() {
  const t = useT()
  const run = useAtom(currentRun)
  if (!run) return null
  if (run.stopping) return <span>{t('status.stopping')}</span>
  if (run.state === 'paused') {
    const where = run.line > 0 ? t('status.atLine', { line: run.line }) : ''
    const why = run.reason === 'input' ? t('status.input') : run.reason === 'breakpoint' ? t('status.breakpoint') : ''
    return <span>{[why, where].filter(Boolean).join(' · ')}</span>
  }
  if (run.state === 'failed' && run.message) return <span className="ellipsis">{run.message}</span>
  return null
}

function Figures() {
  const t = useT()
  const model = useShown()
  const run = useSelect(currentRun, (now) => (now && now.id === model.run ? now : null))
  const elapsed = useElapsed(run?.state === 'running' ? run.startedAt : null)
  const totals = model.manifest?.totals
  const virtual = totals?.virtualTimeNs ?? (model.live ? run?.time : undefined) ?? model.endTime
  if (model.isEmpty) return null
  const here = totals ? totals.measuredNs : elapsed
  return (
    <>
      <span title={t('status.virtualDefinition')}>
        {t('status.virtual', { time: formatDuration(virtual) })}
        {here !== null && ` (${t('status.here', { time: formatDuration(here) })})`}
      </span>
      <span>
        {t('status.collections', { count: formatCount(model.collections.length), n: model.collections.length })}
      </span>
      {model.replay && (
        <span className={model.replay.identical ? 'good' : 'bad'}>
          {model.replay.identical ? t('status.identical') : model.replay.message}
        </span>
      )}
    </>
  )
}

/** Time here since a run was started, ns, four times a second; null when nothing runs. */
function useElapsed(since: number | null): number | null {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (since === null) return
    const timer = setInterval(() => setNow(performance.now()), 250)
    return () => clearInterval(timer)
  }, [since])
  return since === null ? null : Math.max(0, now - since) * 1e6
}

function Problems() {
  const t = useT()
  const count = useSelect(diagnostics, (list) => list.length)
  return count === 0 ? null : <span className="bad">{t('status.problems', { n: count })}</span>
}

function Caret() {
  const t = useT()
  const { line, column } = useAtom(caret)
  return <span>{t('status.caret', { line, column })}</span>
}
