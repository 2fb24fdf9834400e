/**
 * memory_profiler's `.dat`, for `mprof plot` and `mprof peak`: resident memory in MiB against seconds since the epoch (when the
 * recording was made, plus virtual time), stretches between marks as its function spans. Fields are separated by one
 * space, so names lose theirs.
 */
import { marksOf } from '../analysis/marks'
import { indexFrom, programEnd } from '../analysis/series'
import type { Exporter } from './export-format'

const MIB = 1024 * 1024

const word = (text: string): string => text.replace(/[\s\p{C}]+/gu, '_') || '_'

export const mprofDat: Exporter = {
  id: 'mprof',
  title: 'mprof (memory_profiler)',
  extension: '.dat',
  mediaType: 'text/plain; charset=utf-8',
  write(recording) {
    const { samples, manifest } = recording
    const started = Date.parse(manifest.created) / 1000 || 0
    const seconds = (ns: number): string => (started + ns / 1e9).toFixed(6)
    const mib = (bytes: number): string => (bytes / MIB).toFixed(6)
    const memoryAt = (ns: number): string => {
      const at = Math.min(indexFrom(samples.time, ns), samples.time.length - 1)
      return mib(samples.rss[at] ?? 0)
    }
    const command = ['pymemlab', 'run', manifest.file, ...manifest.settings.args].map(word)
    const pieces = [`CMDLINE ${command.join(' ')}\n`]
    for (let i = 0; i < samples.time.length; i++) {
      // the interval's maximum: mprof's own sampling would have lost it
      pieces.push(`MEM ${mib(samples.rssMax[i])} ${seconds(samples.time[i])}\n`)
    }
    const marks = marksOf(recording)
    marks.forEach(({ name, time }, i) => {
      const end = marks[i + 1]?.time ?? Math.max(programEnd(recording), time)
      pieces.push(`FUNC ${word(name)} ${memoryAt(time)} ${seconds(time)} ${memoryAt(end)} ${seconds(end)} 0\n`)
    })
    return pieces
  },
}
