/** The report's answers in words, with the figures behind them, and what the scenario expected. */
import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ExpectEvent } from '../../protocol/events'
import type { ReportAnswer } from '../../protocol/service'
import { moveCursor } from '../charts/chart-actions'
import { useModel } from '../charts/use-chart'
import { Empty } from '../components/empty'
import { formatDuration } from '../format/numbers'
import { useT } from '../i18n/translate'
import { locale, revealLine } from '../state/app-state'
import { useAtom } from '../state/atom'
import { invoke } from '../state/client'
import './panels.css'

type Report = { kind: 'loading' } | { kind: 'ready'; answers: ReportAnswer[] } | { kind: 'failed'; message: string }

export function SummaryPanel() {
  const t = useT()
  const { model } = useModel()
  const language = useAtom(locale)
  const id = model.info?.id ?? null
  const [report, setReport] = useState<Report>({ kind: 'loading' })
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (id === null || model.live) return
    let current = true
    setReport({ kind: 'loading' })
    invoke('recordings.report', { id, locale: language }).then(
      (answers) => current && setReport({ kind: 'ready', answers }),
      (error: unknown) =>
        current && setReport({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      current = false
    }
  }, [id, model.live, language, attempt])

  if (model.live || (model.run !== null && id === null)) return <Empty>{t('summary.running')}</Empty>
  if (id === null) return <Empty>{t('summary.empty')}</Empty>
  if (report.kind === 'loading') return <Empty>{t('summary.loading')}</Empty>
  if (report.kind === 'failed') {
    return (
      <Empty
        action={
          <button type="button" className="button" onClick={() => setAttempt((n) => n + 1)}>
            {t('summary.retry')}
          </button>
        }
      >
        {t('summary.failed', { message: report.message })}
      </Empty>
    )
  }
  const expectations = model.events.filter((event) => event.kind === 'expect')
  return (
    // biome-ignore lint/a11y/useSemanticElements: what scrolls is no set of form fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long answers are scrolled with the keyboard
    <div className="summary" tabIndex={0} role="group" aria-label={t('panel.summary')}>
      {expectations.length > 0 && <Expectations events={expectations} />}
      {report.answers.map((answer) => (
        <Answer key={answer.question} answer={answer} />
      ))}
    </div>
  )
}

const ICONS = { good: CircleCheck, neutral: Info, warning: TriangleAlert } as const

function Answer({ answer }: { answer: ReportAnswer }) {
  const t = useT()
  const Icon = ICONS[answer.tone]
  return (
    <article className={`answer tone-${answer.tone}`}>
      <Icon size={16} strokeWidth={1.75} role="img" aria-label={t(`summary.${answer.tone}`)} />
      <div>
        <h3>{answer.question}</h3>
        <p>{answer.answer}</p>
        {answer.details.length > 0 && (
          <details>
            <summary>{t('summary.figures')}</summary>
            <dl>
              {answer.details.map((detail, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two figures may carry the same label
                <div key={i}>
                  <dt>{detail.label}</dt>
                  <dd>{detail.value}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </article>
  )
}

/** Each leads to its instant and its line. */
function Expectations({ events }: { events: readonly ExpectEvent[] }) {
  const t = useT()
  return (
    <section className="expectations" aria-label={t('summary.expectations')}>
      <h3>{t('summary.expectations')}</h3>
      <ul>
        {events.map((event) => (
          <li key={event.seq} className={event.passed ? 'met' : 'not-met'}>
            <button
              type="button"
              onClick={() => {
                moveCursor(event.time)
                if (event.line > 0) revealLine.set({ line: event.line })
              }}
            >
              <b>{event.passed ? t('summary.passed') : t('summary.notPassed')}</b>
              <span>{event.message}</span>
              <span className="muted">{formatDuration(event.time)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
