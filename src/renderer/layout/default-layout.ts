import type { AddPanelOptions, DockviewApi } from 'dockview'
import type { PanelId } from '../state/panel-requests'

/** Below this width the window is narrow: console and tables share tabs, the side bar is a rail of icons. */
export const NARROW = 1200

type Place = { id: PanelId; beside?: PanelId; direction?: 'left' | 'right' | 'above' | 'below' | 'within' }

const WIDE: Place[] = [
  { id: 'editor' },
  { id: 'memory', beside: 'editor', direction: 'right' },
  { id: 'generations', beside: 'memory', direction: 'below' },
  { id: 'pauses', beside: 'generations', direction: 'below' },
  { id: 'collections', beside: 'pauses', direction: 'below' },
  { id: 'types', beside: 'collections' },
  { id: 'allocations', beside: 'collections' },
  { id: 'summary', beside: 'collections' },
  { id: 'compare', beside: 'collections' },
  { id: 'console', beside: 'editor', direction: 'below' },
  { id: 'variables', beside: 'console' },
  { id: 'settings', beside: 'console' },
]

const TIGHT: Place[] = [
  { id: 'editor' },
  { id: 'memory', beside: 'editor', direction: 'right' },
  { id: 'generations', beside: 'memory', direction: 'below' },
  { id: 'pauses', beside: 'generations', direction: 'below' },
  { id: 'console', beside: 'editor', direction: 'below' },
  { id: 'variables', beside: 'console' },
  { id: 'settings', beside: 'editor' },
  { id: 'collections', beside: 'console' },
  { id: 'types', beside: 'console' },
  { id: 'allocations', beside: 'console' },
  { id: 'summary', beside: 'console' },
  { id: 'compare', beside: 'console' },
]

/** In front of the others of its group. */
const FRONT: PanelId[] = ['collections', 'console']

/** Builds the layout that a new user meets, for the size the window has. */
export function buildDefault(api: DockviewApi, titleOf: (id: PanelId) => string): void {
  api.clear()
  const narrow = window.innerWidth < NARROW
  for (const place of narrow ? TIGHT : WIDE) {
    const position = place.beside && {
      referencePanel: place.beside,
      direction: place.direction ?? ('within' as const),
    }
    const options = { id: place.id, component: place.id, title: titleOf(place.id), position }
    api.addPanel(options as AddPanelOptions)
  }
  const { width, height } = api
  const size = (id: PanelId, part: { width?: number; height?: number }): void => {
    const panel = api.getPanel(id)
    panel?.group.api.setSize(part)
  }
  if (narrow) {
    size('memory', { width: width * 0.46 })
    size('console', { height: height * 0.38 })
    size('pauses', { height: height * 0.28 })
    size('generations', { height: height * 0.32 })
  } else {
    size('memory', { width: width * 0.5 })
    size('console', { height: height * 0.3 })
    size('collections', { height: height * 0.32 })
    size('pauses', { height: height * 0.18 })
    size('generations', { height: height * 0.22 })
  }
  for (const id of narrow ? (['console'] as const) : FRONT) api.getPanel(id)?.api.setActive()
  api.getPanel('editor')?.api.setActive()
}
