import type { Locale } from '../state/app-state'

const TAGS: Record<Locale, string> = { en: 'en-GB', zh: 'zh-CN' }

/** Host time of a recording: the hour when it is of today, else the day too. */
export function formatDate(iso: string, locale: Locale, now = new Date()): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  const time = date.toLocaleTimeString(TAGS[locale], { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  if (date.toDateString() === now.toDateString()) return time
  return `${date.toLocaleDateString(TAGS[locale], { year: 'numeric', month: 'short', day: 'numeric' })} ${time}`
}
