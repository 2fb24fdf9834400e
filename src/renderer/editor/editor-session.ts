/**
 * The one Monaco editor of the window and what ties it to the state: text, markers, breakpoints, the line that runs, lines
 * that light up. Monaco's models and decorations are not React state; this object owns them.
 */
import type { IDisposable } from 'monaco-editor'
import { t } from '../i18n/translate'
import {
  breakpoints,
  currentRun,
  cursorTime,
  diagnostics,
  hoveredLine,
  hoverTime,
  lineFigures,
  locale,
  openDocument,
  revealLine,
  selectedCollection,
  shown,
  theme,
} from '../state/app-state'
import { atom, type Readable } from '../state/atom'
import { invoke } from '../state/client'
import { editSource, takeMetadata } from '../state/documents'
import { frameBatch } from '../state/frame-batch'
import { caret, type EditorHandle, editorSession } from './editor-state'
import type { LineFigures } from './line-figures'
import { type CodeEditor, monaco } from './monaco'
import { applyMonacoTheme } from './monaco-themes'
import { registerPython } from './python-language'
import { shownFigures } from './shown-figures'

const CHECK_DELAY_MS = 300

registerPython()

export class EditorSession implements EditorHandle {
  readonly editor: CodeEditor
  /** Where the figures of a line stand now: their decorations move with the text. Changes with text, run and folding. */
  readonly figureRows = atom<readonly (LineFigures & { at: number })[]>([])
  private readonly disposables: IDisposable[] = []
  private readonly marks: Record<
    'breakpoints' | 'running' | 'lit' | 'failed' | 'figures',
    ReturnType<CodeEditor['createDecorationsCollection']>
  >
  private figures: LineFigures[] = []
  private checkTimer: ReturnType<typeof setTimeout> | undefined
  private checks = 0

  constructor(host: HTMLElement) {
    applyMonacoTheme(theme.get())
    this.editor = monaco.editor.create(host, {
      value: openDocument.get()?.source ?? '',
      language: 'python',
      ariaLabel: t('editor.text'),
      automaticLayout: true,
      contextmenu: true,
      detectIndentation: false,
      fixedOverflowWidgets: true,
      folding: true,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono'),
      fontSize: 13,
      glyphMargin: true,
      lineHeight: 20,
      lineNumbersMinChars: 3,
      minimap: { enabled: false },
      overviewRulerLanes: 0,
      padding: { top: 4, bottom: 4 },
      renderLineHighlightOnlyWhenFocus: true,
      scrollBeyondLastLine: false,
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
      snippetSuggestions: 'bottom',
      tabSize: 4,
      unicodeHighlight: { ambiguousCharacters: false },
      wordBasedSuggestions: 'currentDocument',
    })
    const collection = () => this.editor.createDecorationsCollection()
    this.marks = {
      breakpoints: collection(),
      running: collection(),
      lit: collection(),
      failed: collection(),
      figures: collection(),
    }
    this.follow()
    this.foldMetadata()
    this.check()
    editorSession.set(this)
  }

  dispose(): void {
    clearTimeout(this.checkTimer)
    for (const item of this.disposables) item.dispose()
    this.editor.getModel()?.dispose()
    this.editor.dispose()
    if (editorSession.get() === this) editorSession.set(null)
  }

  toggleBreakpoint(line = this.editor.getPosition()?.lineNumber ?? 1): void {
    breakpoints.update((lines) =>
      lines.includes(line) ? lines.filter((other) => other !== line) : [...lines, line].sort((a, b) => a - b),
    )
  }

  /** Runs one of Monaco's own actions, by its id. */
  trigger(action: string): void {
    this.editor.focus()
    this.editor.trigger('command', action, null)
  }

  private follow(): void {
    const { editor } = this
    const watch = <T>(source: Readable<T>, apply: () => void): void => {
      this.disposables.push({ dispose: source.subscribe(apply) })
      apply()
    }
    this.disposables.push(
      editor.onDidChangeModelContent(() => this.textChanged()),
      editor.onDidChangeCursorPosition(({ position }) =>
        caret.set({ line: position.lineNumber, column: position.column }),
      ),
      editor.onMouseDown((event) => {
        const { GUTTER_GLYPH_MARGIN, GUTTER_LINE_NUMBERS } = monaco.editor.MouseTargetType
        const line = event.target.position?.lineNumber
        if (line && (event.target.type === GUTTER_GLYPH_MARGIN || event.target.type === GUTTER_LINE_NUMBERS)) {
          this.toggleBreakpoint(line)
        }
      }),
      editor.onMouseMove((event) => hoveredLine.set(event.target.position?.lineNumber ?? null)),
      editor.onMouseLeave(() => hoveredLine.set(null)),
      editor.onDidChangeHiddenAreas(() => this.placeFigures()),
    )
    watch(openDocument, () => this.showDocument())
    watch(diagnostics, () => this.showDiagnostics())
    watch(breakpoints, () => this.showBreakpoints())
    watch(currentRun, () => this.showRunning())
    watch(theme, () => applyMonacoTheme(theme.get()))
    watch(locale, () => editor.updateOptions({ ariaLabel: t('editor.text') }))
    watch(revealLine, () => this.reveal())
    const light = frameBatch(() => this.showLit())
    for (const source of [hoverTime, cursorTime, hoveredLine, selectedCollection]) watch<unknown>(source, light)
    watch(shownFigures, () => this.showFigures())
    watch(lineFigures, () => this.showFigures())
  }

  private showDocument(): void {
    const document = openDocument.get()
    const model = this.editor.getModel()
    if (!document || !model || model.getValue() === document.source) return
    model.setValue(document.source)
    this.editor.setScrollTop(0)
    this.editor.setPosition({ lineNumber: 1, column: 1 })
    this.foldMetadata()
  }

  /** The metadata block of a scenario that was just opened is folded away: its figures begin below. */
  private foldMetadata(): void {
    void this.editor.getAction('editor.foldAllBlockComments')?.run()
  }

  private textChanged(): void {
    const model = this.editor.getModel()
    if (!model) return
    editSource(model.getValue())
    // Breakpoints moved with their lines.
    const lines = this.marks.breakpoints.getRanges().map((range) => range.startLineNumber)
    const unique = [...new Set(lines)].sort((a, b) => a - b)
    if (unique.join() !== breakpoints.get().join()) breakpoints.set(unique)
    this.placeFigures()
    clearTimeout(this.checkTimer)
    this.checkTimer = setTimeout(() => this.check(), CHECK_DELAY_MS)
  }

  /** Asks the host for syntax errors and the block of the text as it is now. */
  private check(): void {
    const source = openDocument.get()?.source
    if (source === undefined) return
    const number = ++this.checks
    void invoke('scenarios.check', { source }).then(
      (result) => {
        // A later check, or other text, has made this answer old.
        if (number !== this.checks || openDocument.get()?.source !== source) return
        diagnostics.set(result.diagnostics)
        takeMetadata(result.metadata)
      },
      () => {}, // the connection is away: the next change asks again
    )
  }

  private showDiagnostics(): void {
    const model = this.editor.getModel()
    if (!model) return
    const markers = diagnostics.get().map((item) => ({
      severity: monaco.MarkerSeverity.Error,
      message: item.message,
      startLineNumber: item.line,
      startColumn: item.column,
      endLineNumber: item.endLine,
      endColumn: item.endLine === item.line ? Math.max(item.endColumn, item.column + 1) : item.endColumn,
    }))
    monaco.editor.setModelMarkers(model, 'python', markers)
  }

  private showBreakpoints(): void {
    const last = this.editor.getModel()?.getLineCount() ?? 0
    this.marks.breakpoints.set(
      breakpoints
        .get()
        .filter((line) => line <= last)
        .map((line) => ({
          range: new monaco.Range(line, 1, line, 1),
          options: {
            glyphMarginClassName: 'breakpoint-glyph',
            glyphMarginHoverMessage: { value: t('editor.breakpoint') },
            stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
          },
        })),
    )
  }

  private wholeLine(line: number, className: string, glyph?: string) {
    return {
      range: new monaco.Range(line, 1, line, 1),
      options: { isWholeLine: true, className, glyphMarginClassName: glyph },
    }
  }

  private inText(line: number): boolean {
    return line > 0 && line <= (this.editor.getModel()?.getLineCount() ?? 0)
  }

  private showRunning(): void {
    const run = currentRun.get()
    const paused = run?.state === 'paused'
    // Lines of a run mean nothing in another text.
    const same = run?.id === shown.get().run && openDocument.get()?.source === shown.get().source
    const active = run !== null && same && (paused || run.state === 'running')
    this.marks.running.set(
      active && this.inText(run.line)
        ? [this.wholeLine(run.line, 'running-line', paused ? 'paused-glyph' : 'running-glyph')]
        : [],
    )
  }

  /** Lines that belong to what is pointed at elsewhere. */
  private showLit(): void {
    const model = shown.get()
    const lines = new Set<number>()
    const time = hoverTime.get() ?? cursorTime.get()
    if (time !== null) lines.add(model.valueAt('line', time))
    const seq = selectedCollection.get()
    if (seq !== null) lines.add(model.collections.find((event) => event.seq === seq)?.line ?? 0)
    const hovered = hoveredLine.get()
    if (hovered !== null) lines.add(hovered)
    this.marks.lit.set([...lines].filter((line) => this.inText(line)).map((line) => this.wholeLine(line, 'lit-line')))
  }

  private reveal(): void {
    const request = revealLine.get()
    if (!request || !this.inText(request.line)) return
    this.editor.setPosition({ lineNumber: request.line, column: 1 })
    this.editor.revealLineInCenterIfOutsideViewport(request.line)
  }

  /** Figures and failing line of the recording on screen, where its text and the editor's are still the same. */
  private showFigures(): void {
    const { lines, failedLine, source } = shownFigures.get()
    const model = this.editor.getModel()
    if (!model) return
    const recorded = source.split(/\r\n|\r|\n/)
    const same = (line: number): boolean => this.inText(line) && model.getLineContent(line) === recorded[line - 1]
    this.figures = [...lines.values()].filter((item) => same(item.line)).sort((a, b) => a.line - b.line)
    this.marks.figures.set(
      this.figures.map((item) => ({
        range: new monaco.Range(item.line, 1, item.line, 1),
        options: {
          linesDecorationsClassName: lineFigures.get() && item.heat > 0 ? `heat heat-${item.heat}` : null,
          stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        },
      })),
    )
    this.marks.failed.set(
      failedLine > 0 && same(failedLine) ? [this.wholeLine(failedLine, 'failed-line', 'failed-glyph')] : [],
    )
    this.placeFigures()
  }

  private placeFigures(): void {
    const ranges = this.marks.figures.getRanges()
    this.figureRows.set(
      ranges.length === this.figures.length
        ? this.figures.map((item, i) => ({ ...item, at: ranges[i].startLineNumber }))
        : [],
    )
  }
}
