/** Events in words, for tooltips and lists. */
import type { CollectionEvent, RunEvent } from '../../protocol/events'
import { formatBytes, formatCount, formatDuration } from '../format/numbers'
import type { Translate } from '../i18n/translate'
import type { RecordingModel } from '../state/recording-model'
import { eventAt } from './hit'
import { type TimeSpan, toPixel } from './view'

export function triggerText(trigger: CollectionEvent['trigger'], t: Translate): string {
  if (trigger === 'automatic') return t('collections.automatic')
  return trigger === 'manual' ? t('collections.manual') : t('collections.shutdown')
}

export function eventText(event: RunEvent, t: Translate): string {
  switch (event.kind) {
    case 'collection':
      return t('charts.collectionEvent', {
        generation: event.generation,
        trigger: triggerText(event.trigger, t),
        pause: formatDuration(event.predictedNs),
        freed: formatCount(event.collected),
      })
    case 'mark':
      return t('charts.markEvent', { name: event.name })
    case 'exception':
      return `${event.type}: ${event.message}`
    case 'warning':
      return `${event.category}: ${event.message}`
    case 'expect':
      return event.passed
        ? t('charts.expectPassed', { message: event.message })
        : t('charts.expectFailed', { message: event.message })
    case 'arena':
      return event.action === 'allocate' ? t('charts.arenaAllocated') : t('charts.arenaFreed')
    case 'mapping':
      return event.action === 'map'
        ? t('charts.mapped.event', { bytes: formatBytes(event.bytes) })
        : t('charts.unmapped.event', { bytes: formatBytes(event.bytes) })
    case 'output':
      return t('charts.output', { stream: event.stream })
    case 'end':
      return t('charts.end', { code: event.exitCode })
  }
}

/** What happened within reach of the pointer: at most one event of each kind of list, nearest first. */
export function eventsNear(model: RecordingModel, range: TimeSpan, plot: number, time: number, t: Translate): string[] {
  const x = toPixel(range, plot, time)
  const found: string[] = []
  const dots = model.events.filter(
    (event) =>
      event.kind !== 'collection' && event.kind !== 'mark' && event.kind !== 'output' && event.kind !== 'mapping',
  )
  for (const list of [model.marks, model.collections, dots] as readonly RunEvent[][]) {
    const times = list.map((event) => event.time)
    const at = eventAt(times, times.length, range, plot, x)
    if (at >= 0) found.push(eventText(list[at], t))
  }
  return [...new Set(found)]
}
