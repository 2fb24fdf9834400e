/** The keys of the charts (Perfetto's) and of the time cursor. Plain keys act while a chart has the focus. */
import {
  FlagTriangleLeft,
  FlagTriangleRight,
  Maximize2,
  Play,
  ScanLine,
  SkipBack,
  SkipForward,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import type { Command } from '../commands/command'
import { shown } from '../state/app-state'
import { computed, type Readable } from '../state/atom'
import {
  clearRange,
  cursorToEnd,
  fitView,
  goToCollection,
  goToMark,
  moveCursor,
  panBy,
  showAll,
  stepCursor,
  togglePlay,
  zoomBy,
} from './chart-actions'
import { generationsMode, measuredShown, memoryMode, pauseScale, playing, rangeMode } from './chart-state'

const ZOOM = 1.4
const PAN = 0.15

const is = <T>(source: Readable<T>, value: T): Readable<boolean> => computed([source], (now) => now === value)
/** The lists of the model on screen grow in place: asked when needed, not watched. */
const has = (what: (model: ReturnType<typeof shown.get>) => boolean): Readable<boolean> => ({
  get: () => what(shown.get()),
  subscribe(listener) {
    let end = shown.get().version.subscribe(listener)
    const changed = shown.subscribe(() => {
      end()
      end = shown.get().version.subscribe(listener)
      listener()
    })
    return () => {
      end()
      changed()
    }
  },
})
const hasSamples = has((model) => model.samples.length > 0)
const hasCollections = has((model) => model.collections.length > 0)
const hasMarks = has((model) => model.marks.length > 0)

const chart = (command: Omit<Command, 'group' | 'context'>): Command => ({
  ...command,
  group: 'charts',
  context: 'charts',
})

export const chartCommands: readonly Command[] = [
  chart({
    id: 'charts.zoomIn',
    label: 'charts.zoomIn',
    icon: ZoomIn,
    keys: ['w', '+', '='],
    when: hasSamples,
    run: () => zoomBy(1 / ZOOM),
  }),
  chart({
    id: 'charts.zoomOut',
    label: 'charts.zoomOut',
    icon: ZoomOut,
    keys: ['s', '-'],
    when: hasSamples,
    run: () => zoomBy(ZOOM),
  }),
  chart({ id: 'charts.panLeft', label: 'charts.panLeft', keys: ['a'], hidden: true, run: () => panBy(-PAN) }),
  chart({ id: 'charts.panRight', label: 'charts.panRight', keys: ['d'], hidden: true, run: () => panBy(PAN) }),
  chart({ id: 'charts.fit', label: 'charts.fit', icon: Maximize2, keys: ['f'], when: hasSamples, run: fitView }),
  chart({ id: 'charts.showAll', label: 'charts.showAll', keys: ['0'], run: showAll }),
  chart({
    id: 'charts.markRange',
    label: 'charts.markRange',
    icon: ScanLine,
    keys: ['m'],
    when: hasSamples,
    checked: rangeMode,
    run: () => rangeMode.update((on) => !on),
  }),
  chart({ id: 'charts.clearRange', label: 'charts.clearRange', keys: ['Escape'], run: clearRange }),
  chart({
    id: 'charts.play',
    label: 'charts.play',
    icon: Play,
    keys: ['Space'],
    when: hasSamples,
    checked: playing,
    run: togglePlay,
  }),
  chart({
    id: 'charts.stepBack',
    label: 'charts.stepBack',
    keys: ['ArrowLeft'],
    hidden: true,
    run: () => stepCursor(-1),
  }),
  chart({
    id: 'charts.stepForward',
    label: 'charts.stepForward',
    keys: ['ArrowRight'],
    hidden: true,
    run: () => stepCursor(1),
  }),
  chart({
    id: 'charts.leapBack',
    label: 'charts.leapBack',
    keys: ['Shift+ArrowLeft'],
    hidden: true,
    run: () => stepCursor(-10),
  }),
  chart({
    id: 'charts.leapForward',
    label: 'charts.leapForward',
    keys: ['Shift+ArrowRight'],
    hidden: true,
    run: () => stepCursor(10),
  }),
  chart({ id: 'charts.toStart', label: 'charts.toStart', keys: ['Home'], hidden: true, run: () => moveCursor(0) }),
  chart({ id: 'charts.toNewest', label: 'charts.toNewest', keys: ['End'], run: cursorToEnd }),
  chart({
    id: 'charts.previousCollection',
    label: 'charts.previousCollection',
    icon: SkipBack,
    keys: ['['],
    when: hasCollections,
    run: () => goToCollection(-1),
  }),
  chart({
    id: 'charts.nextCollection',
    label: 'charts.nextCollection',
    icon: SkipForward,
    keys: [']'],
    when: hasCollections,
    run: () => goToCollection(1),
  }),
  chart({
    id: 'charts.previousMark',
    label: 'charts.previousMark',
    icon: FlagTriangleLeft,
    keys: [','],
    when: hasMarks,
    run: () => goToMark(-1),
  }),
  chart({
    id: 'charts.nextMark',
    label: 'charts.nextMark',
    icon: FlagTriangleRight,
    keys: ['.'],
    when: hasMarks,
    run: () => goToMark(1),
  }),
  chart({
    id: 'charts.stacked',
    label: 'charts.toggleLayers',
    checked: is(memoryMode, 'layers'),
    run: () => memoryMode.update((mode) => (mode === 'layers' ? 'lines' : 'layers')),
  }),
  chart({
    id: 'charts.objectsInGenerations',
    label: 'charts.toggleObjects',
    checked: is(generationsMode, 'objects'),
    run: () => generationsMode.update((mode) => (mode === 'objects' ? 'counts' : 'objects')),
  }),
  chart({
    id: 'charts.measuredPauses',
    label: 'charts.toggleMeasured',
    checked: measuredShown,
    run: () => measuredShown.update((on) => !on),
  }),
  chart({
    id: 'charts.logarithmicPauses',
    label: 'charts.toggleLog',
    checked: is(pauseScale, 'log'),
    run: () => pauseScale.update((scale) => (scale === 'log' ? 'linear' : 'log')),
  }),
]
