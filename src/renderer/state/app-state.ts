/**
 * All state of the window that more than one part looks at: a short list of atoms. Big things (the samples of a recording,
 * the text in Monaco) are not in atoms; the atom holds the object that has them.
 */
import type { PauseReason } from '../../protocol/run'
import type { Diagnostic, ScenarioInfo, ScenarioMetadata } from '../../protocol/scenario'
import type { AppInfo, Comparison, RecordingInfo, RunState } from '../../protocol/service'
import { DEFAULT_SETTINGS, type RunSettings } from '../../protocol/settings'
import { atom, computed, type Readable, useAtom } from './atom'
import { emptyModel, type RecordingModel } from './recording-model'

// --- the host ---------------------------------------------------------------------------------------------------------

/** `lost`: the connection broke and is being tried again; the run goes on in the host meanwhile. */
export type Connection = 'connecting' | 'ready' | 'lost'
export const connection = atom<Connection>('connecting')
/** Why the window could not be connected at all; null: it could, or is still trying. */
export const startProblem = atom<string | null>(null)
/** null until the host has answered. */
export const appInfo = atom<AppInfo | null>(null)

// --- scenarios and the document ---------------------------------------------------------------------------------------

/** null while the list is loading. */
export const scenarios = atom<ScenarioInfo[] | null>(null)
/** The folder of my scenarios. */
export const scenarioFolder = atom('')
/** Handles of scenarios opened lately, newest first. */
export const recentScenarios = atom<string[]>([])

export interface OpenDocument {
  /** Handle of the scenario; null: never saved. */
  id: string | null
  origin: 'bundled' | 'mine'
  /** Name without .py. */
  name: string
  /** Text as last saved or opened; '' for a new one. */
  savedSource: string
  /** Text in the editor now. */
  source: string
  metadata: ScenarioMetadata
}

export const NO_METADATA: ScenarioMetadata = {
  title: '',
  topic: '',
  summary: '',
  parameters: [],
  settings: {},
  budget: {},
}

/** null until the first scenario is open. */
export const openDocument = atom<OpenDocument | null>(null)
export const isDirty = computed(
  [openDocument],
  (document) => document !== null && document.source !== document.savedSource,
)
/** Syntax errors of the text in the editor. */
export const diagnostics = atom<Diagnostic[]>([])
/** Lines of the document with a breakpoint, ascending. */
export const breakpoints = atom<readonly number[]>([])
/** Settings of the next run of the document. */
export const settings = atom<RunSettings>(DEFAULT_SETTINGS)

// --- the run ----------------------------------------------------------------------------------------------------------

export interface CurrentRun {
  id: string
  state: RunState
  /** Line of the scenario that runs or waits; 0: none. */
  line: number
  /** Virtual time, ns. */
  time: number
  reason: PauseReason | null
  /** Prompt of input() while reason is 'input'. */
  prompt: string
  /** Why it failed, when the runtime says so. */
  message: string
  /** Host time (performance.now()) when it was started. */
  startedAt: number
  /** The Stop button was pressed, and the run has not ended yet. */
  stopping: boolean
}

/** null: nothing has been started in this window. */
export const currentRun = atom<CurrentRun | null>(null)
/** What the status element says. */
export type Status = 'ready' | RunState
export const status = computed([currentRun], (run): Status => run?.state ?? 'ready')
/** A run is going on or paused. */
export const isActive = computed([status], (value) => value === 'running' || value === 'paused')

// --- the recording on screen ------------------------------------------------------------------------------------------

/** Charts, panels, console and the editor's figures all show this one: the present run or an opened recording. */
export const shown = atom<RecordingModel>(emptyModel())
/** A second recording laid over it, and the table of differences; null: nothing is compared. */
export const compared = atom<RecordingModel | null>(null)
export const comparison = atom<Comparison | null>(null)
/** null while the list is loading. */
export const recordings = atom<RecordingInfo[] | null>(null)

/** The recording on screen; the component renders again when it is another one or has changed (once a frame at most). */
export function useShown(): RecordingModel {
  const model = useAtom(shown)
  useAtom(model.version)
  return model
}

/** Something read off the recording on screen: watched through its exchange and its changes. */
export function ofShown<T>(read: (model: RecordingModel) => T): Readable<T> {
  return {
    get: () => read(shown.get()),
    subscribe(listener) {
      let end = shown.get().version.subscribe(listener)
      const endShown = shown.subscribe(() => {
        end()
        end = shown.get().version.subscribe(listener)
        listener()
      })
      return () => {
        end()
        endShown()
      }
    },
  }
}

/** Handle of the recording on screen; null: it has none yet. Changes seldom, however fast a run streams. */
export const shownId = ofShown((model) => model.info?.id ?? null)

// --- time -------------------------------------------------------------------------------------------------------------

export interface TimeRange {
  /** Virtual ns. */
  start: number
  end: number
}

/** The instant all panels show, virtual ns; null: the newest. */
export const cursorTime = atom<number | null>(null)
/** The instant under the pointer in a chart; null: none. Nothing moves for it, things only light up. */
export const hoverTime = atom<number | null>(null)
/** The range of time the three charts show; null: all of it (while a run goes on: the newest part follows). */
export const visibleRange = atom<TimeRange | null>(null)
/** The range marked with the pointer or M; null: none. */
export const selection = atom<TimeRange | null>(null)
/** `seq` of the collection that is selected; null: none. */
export const selectedCollection = atom<number | null>(null)
/** Line under the pointer in the editor or in a table (of the recording's source); null: none. */
export const hoveredLine = atom<number | null>(null)
/** Series switched off in the legends, by their keys. */
export const hiddenSeries = atom<ReadonlySet<string>>(new Set())

// --- the window -------------------------------------------------------------------------------------------------------

export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast'
export type Theme = 'light' | 'dark' | 'contrast'
export const themeChoice = atom<ThemeChoice>('system')
/** The theme in force; also at <html data-theme>. */
export const theme = atom<Theme>('light')
export type Locale = 'en' | 'zh'
export const locale = atom<Locale>('en')
/** While the window starts: the other panels wait until the editor has drawn, for which the user waits. */
export const editorFirst = atom(false)
/** Which step of the tour is open, from 0; null: none. */
export const tourStep = atom<number | null>(null)
/** Figures behind the editor's lines. */
export const lineFigures = atom(true)
/** A dialog or overlay that covers the window; null: none. */
export type Overlay = 'palette' | 'keys' | 'share' | 'export' | 'compare' | 'folder' | null
export const overlay = atom<Overlay>(null)

/** A line the editor should bring into view; a new object for each request. Set by console links, tables, charts. */
export const revealLine = atom<{ line: number } | null>(null)

export interface Toast {
  id: number
  /** Ready to show, in the window's language. */
  text: string
  tone: 'neutral' | 'error'
  /** A button in it. */
  action?: { label: string; run: () => void }
}
export const toasts = atom<readonly Toast[]>([])

let nextToast = 1
/** Shows a short note at the lower edge; one with an action stays longer. */
export function showToast(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  const toast: Toast = { id: nextToast++, text, tone: options.tone ?? 'neutral', action: options.action }
  toasts.update((list) => [...list.slice(-3), toast])
  setTimeout(() => dismissToast(toast.id), toast.action || toast.tone === 'error' ? 10_000 : 4_000)
}

export function dismissToast(id: number): void {
  toasts.update((list) => list.filter((toast) => toast.id !== id))
}
