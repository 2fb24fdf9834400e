/**
 * What the window remembers between starts: a table of atoms, each with the check that an old or foreign stored value must
 * pass. Changes are written together, shortly after the last one.
 */
import type { StoredState } from '../../protocol/service'
import { DEFAULT_SETTINGS, type RunSettings } from '../../protocol/settings'
import {
  breakpoints,
  hiddenSeries,
  lineFigures,
  locale,
  NO_METADATA,
  type OpenDocument,
  openDocument,
  recentScenarios,
  settings,
  themeChoice,
} from './app-state'
import { type Atom, atom } from './atom'
import { invoke } from './client'

const WRITE_DELAY_MS = 400

/** The serialized docking layout; null: the default one. Opaque here. */
export const storedLayout = atom<unknown>(null)
/** The side bar: shown or folded to icons, and its width in pixels. */
export const sidebar = atom<{ open: boolean; width: number }>({ open: true, width: 252 })
/** The tour was closed: it never opens by itself again. */
export const tourDone = atom(false)
/** Handle of the recording that was on screen last. */
export const lastRecording = atom<string | null>(null)
/** Characters per editor font pixel choice and wrapping of the console are small enough to live here too. */
export const consoleWrap = atom(true)

/** The open document with what belongs to it, kept while it is edited: nothing is lost in a crash. */
export interface Draft {
  document: OpenDocument
  settings: RunSettings
  breakpoints: readonly number[]
}

interface Entry {
  key: string
  /** undefined: keep what is there. */
  read(value: unknown): void
  write(): unknown
  source: { subscribe(listener: () => void): () => void }
}

function entry<T>(
  key: string,
  source: Atom<T>,
  check: (value: unknown) => T | undefined,
  write = (value: T): unknown => value,
): Entry {
  return {
    key,
    source,
    read(value) {
      const checked = check(value)
      if (checked !== undefined) source.set(checked)
    },
    write: () => write(source.get()),
  }
}

const oneOf =
  <T>(...choices: T[]) =>
  (value: unknown): T | undefined =>
    choices.find((choice) => choice === value)
const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const ENTRIES: Entry[] = [
  entry('theme', themeChoice, oneOf('system' as const, 'light' as const, 'dark' as const, 'contrast' as const)),
  entry('locale', locale, oneOf('en' as const, 'zh' as const)),
  entry('layout', storedLayout, (value) => value),
  entry('sidebar', sidebar, (value) => {
    const { open, width } = record(value)
    return typeof open === 'boolean' && typeof width === 'number' && width >= 160 && width <= 600
      ? { open, width }
      : undefined
  }),
  entry('tourDone', tourDone, oneOf(true, false)),
  entry('lastRecording', lastRecording, (value) => (typeof value === 'string' ? value : undefined)),
  entry('lineFigures', lineFigures, oneOf(true, false)),
  entry('consoleWrap', consoleWrap, oneOf(true, false)),
  entry('recentScenarios', recentScenarios, (value) => (isStrings(value) ? value.slice(0, 12) : undefined)),
  entry<ReadonlySet<string>>(
    'hiddenSeries',
    hiddenSeries,
    (value) => (isStrings(value) ? new Set(value) : undefined),
    (value) => [...value],
  ),
]

/** The draft as it is now; null without a document. */
function draftNow(): Draft | null {
  const document = openDocument.get()
  return document && { document, settings: settings.get(), breakpoints: breakpoints.get() }
}

/** A stored draft, if it is one. */
export function readDraft(value: unknown): Draft | null {
  const draft = record(value)
  const document = record(draft.document)
  if (typeof document.name !== 'string' || typeof document.source !== 'string') return null
  return {
    document: {
      id: typeof document.id === 'string' ? document.id : null,
      origin: document.origin === 'bundled' ? 'bundled' : 'mine',
      name: document.name,
      source: document.source,
      savedSource: typeof document.savedSource === 'string' ? document.savedSource : '',
      metadata: { ...NO_METADATA, ...record(document.metadata) },
    },
    settings: { ...DEFAULT_SETTINGS, ...record(draft.settings) },
    breakpoints: Array.isArray(draft.breakpoints) ? draft.breakpoints.filter((line) => Number.isInteger(line)) : [],
  }
}

const pending = new Map<string, () => unknown>()
let timer: ReturnType<typeof setTimeout> | null = null

/** Writes what is waiting to be written, at once. */
export async function flushPreferences(): Promise<void> {
  if (timer) clearTimeout(timer)
  timer = null
  if (pending.size === 0) return
  const changes: StoredState = {}
  for (const [key, value] of pending) changes[key] = value()
  pending.clear()
  await invoke('state.set', { changes })
}

function note(key: string, value: () => unknown): void {
  pending.set(key, value)
  if (timer) clearTimeout(timer)
  // A host that is not there right now gets it with the next change; nothing the user could do about it.
  timer = setTimeout(() => void flushPreferences().catch(() => {}), WRITE_DELAY_MS)
}

/** Takes over what was stored, then writes every change. Gives the function that stops writing. */
export function keepPreferences(stored: StoredState): () => void {
  for (const item of ENTRIES) item.read(stored[item.key])
  const ends = ENTRIES.map((item) => item.source.subscribe(() => note(item.key, item.write)))
  for (const source of [openDocument, settings, breakpoints]) ends.push(source.subscribe(() => note('draft', draftNow)))
  return () => {
    for (const end of ends) end()
  }
}
