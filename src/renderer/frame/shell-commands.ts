/** The commands of the window itself. Those of charts and panels are beside them. */
import {
  ArrowDownToLine,
  ArrowRightToLine,
  CirclePlay,
  Columns3,
  Command as CommandIcon,
  Copy,
  CopyPlus,
  Download,
  Eraser,
  FilePlus,
  Files,
  FolderOpen,
  GitCompare,
  Keyboard,
  Pause,
  Play,
  RotateCcw,
  Save,
  Search,
  Share2,
  Sparkles,
  Square,
  StepForward,
  Upload,
  WrapText,
} from 'lucide-react'
import type { Command } from '../commands/command'
import { copyText } from '../components/clipboard'
import { consoleSearch } from '../console/console-panel'
import { editorSession } from '../editor/editor-state'
import { openFolder } from '../scenarios/open-folder'
import {
  comparison,
  currentRun,
  isActive,
  lineFigures,
  locale,
  openDocument,
  overlay,
  recordings,
  scenarios,
  shown,
  shownId,
  status,
  themeChoice,
  tourStep,
} from '../state/app-state'
import { computed } from '../state/atom'
import { duplicateScenario, newScenario, saveDocument } from '../state/documents'
import { type PanelId, resetLayout, showPanel } from '../state/panel-requests'
import { consoleWrap, sidebar } from '../state/preferences'
import { endComparison, importRecording, replayRecording, saveRecording } from '../state/recording-actions'
import { continueRun, pauseRun, startRun, stepOrStart, stopRun } from '../state/run-session'

const isIdle = computed([isActive, openDocument], (active, document) => !active && document !== null)
const isRunning = computed([status], (now) => now === 'running')
/** Paused anywhere but at input(), which only an answer continues. */
const canStep = computed([status, currentRun], (now, run) => (now === 'paused' ? run?.reason !== 'input' : false))
const canStop = computed([isActive, currentRun], (active, run) => active && !run?.stopping)
const canStepOrStart = computed([isIdle, canStep], (idle, step) => idle || step)
const hasDocument = computed([openDocument], (document) => document !== null)

/** The recording on screen has a handle in the host. */
const hasRecording = computed([shownId], (id) => id !== null)
const canCompare = computed([hasRecording, recordings], (has, list) => has && (list?.length ?? 0) > 1)

const withShown = (run: (id: string) => unknown) => (): unknown => {
  const id = shown.get().info?.id
  return id && run(id)
}

function pickRecording(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.pymemlab'
  input.onchange = () => {
    const [file] = input.files ?? []
    if (file) void importRecording(file)
  }
  input.click()
}

const action = (id: string, label: Command['label'], keys: string[], monaco: string): Command => ({
  id,
  label,
  group: 'editor',
  keys,
  context: 'editor',
  editorOwned: true,
  run: () => editorSession.get()?.trigger(monaco),
})

const focusPanel = (id: PanelId, label: Command['label'], keys?: string[]): Command => ({
  id: `view.${id}`,
  label,
  group: 'view',
  keys,
  run: () => showPanel(id, true),
})

export const shellCommands: readonly Command[] = [
  {
    id: 'run.start',
    label: 'command.run',
    group: 'run',
    icon: Play,
    keys: ['F5', 'Ctrl+Enter'],
    when: isIdle,
    run: () => startRun(),
  },
  {
    id: 'run.stop',
    label: 'command.stop',
    group: 'run',
    icon: Square,
    keys: ['Shift+F5'],
    when: canStop,
    run: stopRun,
  },
  { id: 'run.pause', label: 'command.pause', group: 'run', icon: Pause, keys: ['F6'], when: isRunning, run: pauseRun },
  {
    id: 'run.continue',
    label: 'command.continue',
    group: 'run',
    icon: StepForward,
    keys: ['F5'],
    when: canStep,
    run: continueRun,
  },
  {
    id: 'run.stepOver',
    label: 'command.stepOver',
    group: 'run',
    icon: ArrowRightToLine,
    keys: ['F10'],
    when: canStepOrStart,
    run: () => stepOrStart('over'),
  },
  {
    id: 'run.stepInto',
    label: 'command.stepInto',
    group: 'run',
    icon: ArrowDownToLine,
    keys: ['F11'],
    when: canStepOrStart,
    run: () => stepOrStart('into'),
  },

  {
    id: 'scenario.new',
    label: 'command.newScenario',
    group: 'scenario',
    icon: FilePlus,
    keys: ['Alt+N'],
    run: newScenario,
  },
  {
    id: 'scenario.save',
    label: 'command.save',
    group: 'scenario',
    icon: Save,
    keys: ['Ctrl+S'],
    when: hasDocument,
    run: saveDocument,
  },
  {
    id: 'scenario.duplicate',
    label: 'command.duplicate',
    group: 'scenario',
    icon: CopyPlus,
    run: () => {
      const info = scenarios.get()?.find((item) => item.id === openDocument.get()?.id)
      return info && duplicateScenario(info)
    },
  },
  { id: 'scenario.paste', label: 'command.share', group: 'scenario', icon: Share2, run: () => overlay.set('share') },
  {
    id: 'scenario.folder',
    label: 'command.openFolder',
    group: 'scenario',
    icon: FolderOpen,
    keys: ['Ctrl+O'],
    run: openFolder,
  },

  {
    id: 'recording.save',
    label: 'command.saveRecording',
    group: 'recording',
    icon: Download,
    keys: ['Ctrl+Shift+S'],
    when: hasRecording,
    run: saveRecording,
  },
  {
    id: 'recording.replay',
    label: 'command.replay',
    group: 'recording',
    icon: CirclePlay,
    when: hasRecording,
    run: withShown(replayRecording),
  },
  {
    id: 'recording.compare',
    label: 'command.compare',
    group: 'recording',
    icon: GitCompare,
    when: canCompare,
    run: () => overlay.set('compare'),
  },
  {
    id: 'recording.endCompare',
    label: 'command.endCompare',
    group: 'recording',
    when: computed([comparison], (now) => now !== null),
    run: endComparison,
  },
  {
    id: 'recording.export',
    label: 'command.export',
    group: 'recording',
    icon: Upload,
    keys: ['Ctrl+E'],
    when: hasRecording,
    run: () => overlay.set('export'),
  },
  { id: 'recording.import', label: 'command.openRecording', group: 'recording', icon: Files, run: pickRecording },

  {
    id: 'editor.breakpoint',
    label: 'command.breakpoint',
    group: 'editor',
    keys: ['F9'],
    run: () => editorSession.get()?.toggleBreakpoint(),
  },
  {
    id: 'editor.figures',
    label: 'command.lineFigures',
    group: 'editor',
    icon: Columns3,
    checked: lineFigures,
    run: () => lineFigures.update((now) => !now),
  },
  {
    id: 'editor.find',
    label: 'command.find',
    group: 'editor',
    icon: Search,
    keys: ['Ctrl+F'],
    context: 'editor',
    editorOwned: true,
    run: () => editorSession.get()?.trigger('actions.find'),
  },
  action('editor.replace', 'command.replace', ['Ctrl+H'], 'editor.action.startFindReplaceAction'),
  action('editor.suggest', 'command.suggest', ['Ctrl+Space'], 'editor.action.triggerSuggest'),
  action('editor.comment', 'command.comment', ['Ctrl+/'], 'editor.action.commentLine'),
  action('editor.foldAll', 'command.foldAll', [], 'editor.foldAll'),
  action('editor.unfoldAll', 'command.unfoldAll', [], 'editor.unfoldAll'),
  action('editor.nextProblem', 'command.nextProblem', ['F8'], 'editor.action.marker.next'),

  {
    id: 'console.search',
    label: 'command.consoleSearch',
    group: 'view',
    icon: Search,
    run: () => {
      showPanel('console')
      consoleSearch.update((now) => now ?? '')
    },
  },
  {
    id: 'console.wrap',
    label: 'command.consoleWrap',
    group: 'view',
    icon: WrapText,
    checked: consoleWrap,
    run: () => consoleWrap.update((now) => !now),
  },
  {
    id: 'console.copy',
    label: 'command.consoleCopy',
    group: 'view',
    icon: Copy,
    run: () => copyText(shown.get().console.text()),
  },
  {
    id: 'console.clear',
    label: 'command.consoleClear',
    group: 'view',
    icon: Eraser,
    run: () => {
      shown.get().console.clear()
      shown.get().touch()
    },
  },

  focusPanel('editor', 'panel.editor', ['Alt+1']),
  focusPanel('console', 'panel.console', ['Alt+2']),
  focusPanel('variables', 'panel.variables', ['Alt+3']),
  focusPanel('settings', 'panel.settings', ['Alt+4']),
  focusPanel('memory', 'panel.memory', ['Alt+5']),
  focusPanel('generations', 'panel.generations'),
  focusPanel('pauses', 'panel.pauses'),
  focusPanel('collections', 'panel.collections', ['Alt+6']),
  focusPanel('types', 'panel.types', ['Alt+7']),
  focusPanel('allocations', 'panel.allocations', ['Alt+8']),
  focusPanel('summary', 'panel.summary', ['Alt+9']),
  {
    id: 'view.sidebar',
    label: 'command.sidebar',
    group: 'view',
    keys: ['Ctrl+B'],
    run: () => sidebar.update((now) => ({ ...now, open: !now.open })),
  },
  { id: 'view.resetLayout', label: 'command.resetLayout', group: 'view', icon: RotateCcw, run: resetLayout },
  { id: 'view.themeSystem', label: 'command.themeSystem', group: 'view', run: () => themeChoice.set('system') },
  { id: 'view.themeLight', label: 'command.themeLight', group: 'view', run: () => themeChoice.set('light') },
  { id: 'view.themeDark', label: 'command.themeDark', group: 'view', run: () => themeChoice.set('dark') },
  { id: 'view.themeContrast', label: 'command.themeContrast', group: 'view', run: () => themeChoice.set('contrast') },
  { id: 'view.english', label: 'command.english', group: 'view', run: () => locale.set('en') },
  { id: 'view.chinese', label: 'command.chinese', group: 'view', run: () => locale.set('zh') },

  {
    id: 'help.palette',
    label: 'command.palette',
    group: 'help',
    icon: CommandIcon,
    keys: ['Ctrl+Shift+P', 'F1'],
    run: () => overlay.set('palette'),
  },
  {
    id: 'help.keys',
    label: 'command.keys',
    group: 'help',
    icon: Keyboard,
    keys: ['?'],
    run: () => overlay.set('keys'),
  },
  { id: 'help.tour', label: 'command.tour', group: 'help', icon: Sparkles, run: () => tourStep.set(0) },
]
