/** What each chart says now, in words: at the instant under the pointer, at the cursor, or at the newest. */
import { useMemo } from 'react'
import { formatBytes, formatCompact, formatCount, formatDuration } from '../format/numbers'
import { useT } from '../i18n/translate'
import { cursorTime, hoverTime } from '../state/app-state'
import { useAtom } from '../state/atom'
import type { RecordingModel } from '../state/recording-model'
import { COUNT_COLUMNS } from './generations-chart'
import { quantile } from './pause-bars'
import { thresholdSteps, thresholdsAt } from './thresholds'
import { useModel } from './use-chart'

function useInstant(): { model: RecordingModel; version: number; time: number } {
  const { model, version } = useModel()
  const hover = useAtom(hoverTime)
  const cursor = useAtom(cursorTime)
  return { model, version, time: hover ?? cursor ?? model.endTime }
}

export function MemoryFigures() {
  const t = useT()
  const { model, time } = useInstant()
  if (model.samples.length === 0) return null
  return (
    <span className="chart-figures">
      <Figure
        text={t('charts.rssNow', { value: formatBytes(model.valueAt('rss', time)) })}
        hint={t('charts.rss.description')}
      />
      <Figure
        text={t('charts.objectsNow', { value: formatCompact(model.valueAt('objectsAlive', time)) })}
        hint={t('charts.objectsAlive.description')}
      />
    </span>
  )
}

export function GenerationsFigures() {
  const t = useT()
  const { model, version, time } = useInstant()
  const steps = useMemo(() => {
    void version
    return thresholdSteps(model)
  }, [model, version])
  if (model.samples.length === 0) return null
  const thresholds = thresholdsAt(steps, time)
  return (
    <span className="chart-figures">
      {([0, 1, 2] as const).map((generation) => (
        <Figure
          key={generation}
          text={t('charts.countNow', {
            generation,
            count: formatCount(model.valueAt(COUNT_COLUMNS[generation], time)),
            threshold: formatCount(thresholds[generation]),
          })}
          hint={t(`charts.generation${generation}.description`)}
        />
      ))}
    </span>
  )
}

export function PausesFigures() {
  const t = useT()
  const { model, version } = useModel()
  const figures = useMemo(() => {
    void version
    const pauses = model.collections.map((event) => event.predictedNs)
    return { count: pauses.length, p95: quantile(pauses, 0.95), max: quantile(pauses, 1) }
  }, [model, version])
  if (figures.count === 0) return <span className="chart-figures">{t('charts.noCollections')}</span>
  return (
    <span className="chart-figures">
      <Figure text={t('charts.collectionsNow', { count: formatCount(figures.count) })} hint="" />
      <Figure text={t('charts.p95Now', { value: formatDuration(figures.p95) })} hint={t('charts.p95.description')} />
      <Figure text={t('charts.maxNow', { value: formatDuration(figures.max) })} hint={t('charts.max.description')} />
    </span>
  )
}

function Figure({ text, hint }: { text: string; hint: string }) {
  return <span title={hint || undefined}>{text}</span>
}
