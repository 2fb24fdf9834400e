/** Names in what people read: a scenario may call a class by a megabyte of text, and a report names it in many places. */
import type { Recording } from '../../protocol/recording'

const LONGEST = 160

/** Without the half of a surrogate pair that a cut may leave at either end. */
const whole = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')

/** At most 160 characters; what is left out shows as an ellipsis. */
export const shortName = (name: string): string =>
  name.length <= LONGEST ? name : `${whole(name.slice(0, LONGEST - 1))}…`

/** The same recording when all its names are short; else one that shares everything but the names. */
export function withShortNames(recording: Recording): Recording {
  const { attribution, manifest } = recording
  const long = (name: string): boolean => name.length > LONGEST
  const anyLong =
    long(manifest.name) ||
    long(manifest.file) ||
    recording.events.some((e) => e.kind === 'mark' && long(e.name)) ||
    (attribution !== null &&
      (attribution.types.some((t) => long(t.type)) ||
        attribution.lines.some((l) => long(l.function) || long(l.file)) ||
        attribution.caches.some((c) => long(c.function) || long(c.file)) ||
        attribution.marks.some((m) => m.types.some((t) => long(t.type)) || m.lines.some((l) => long(l.file)))))
  if (!anyLong) return recording
  // of a path its end is what tells files apart
  const file = (path: string): string => (long(path) ? `…${whole(path.slice(1 - LONGEST))}` : path)
  return {
    ...recording,
    manifest: { ...manifest, name: shortName(manifest.name), file: file(manifest.file) },
    events: recording.events.map((e) => (e.kind === 'mark' ? { ...e, name: shortName(e.name) } : e)),
    attribution: attribution && {
      ...attribution,
      types: attribution.types.map((t) => ({ ...t, type: shortName(t.type) })),
      lines: attribution.lines.map((l) => ({ ...l, function: shortName(l.function), file: file(l.file) })),
      caches: attribution.caches.map((c) => ({ ...c, function: shortName(c.function), file: file(c.file) })),
      marks: attribution.marks.map((m) => ({
        ...m,
        name: shortName(m.name),
        types: m.types.map((t) => ({ ...t, type: shortName(t.type) })),
        lines: m.lines.map((l) => ({ ...l, file: file(l.file) })),
      })),
    },
  }
}
