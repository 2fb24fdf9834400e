import {
  createDockview,
  type DockviewApi,
  type DockviewGroupPanel,
  type DockviewTheme,
  type GroupPanelPartInitParameters,
  type IContentRenderer,
  type IHeaderActionsRenderer,
  type ITabRenderer,
  type SerializedDockview,
} from 'dockview'
import { memo, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import 'dockview/dist/styles/dockview.css'
import { t, useT } from '../i18n/translate'
import { editorFirst, locale } from '../state/app-state'
import { useAtom } from '../state/atom'
import { type PanelHost, type PanelId, setPanelHost } from '../state/panel-requests'
import { storedLayout } from '../state/preferences'
import { buildDefault } from './default-layout'
import './dock-layout.css'
import { PANEL_IDS, PANELS, panelOf } from './panel-table'

const THEME: DockviewTheme = {
  name: 'lab',
  className: 'dock-theme',
  tabGroupIndicator: 'none',
  dndTabIndicator: 'line',
}
const isPanelId = (id: string): id is PanelId => Object.hasOwn(PANELS, id)

/** What the rest of the window may ask of a layout. */
function hostOf(api: DockviewApi): PanelHost {
  return {
    show(id, focus) {
      api.getPanel(id)?.api.setActive()
      if (!focus) return
      requestAnimationFrame(() => {
        const region = document.querySelector<HTMLElement>(`[data-panel="${id}"]`)
        const inside = region?.querySelector<HTMLElement>('textarea, [role="textbox"], input, [tabindex="0"], button')
        ;(inside ?? region)?.focus()
      })
    },
    isInFront: (id) => api.getPanel(id)?.api.isVisible ?? false,
    reset: () => buildDefault(api, titleOf),
  }
}

const titleOf = (id: PanelId): string => t(panelOf(id).title)

/** Elements that dockview owns and React fills. */
interface Slot {
  key: string
  element: HTMLElement
  panel: PanelId
  part: 'body' | 'header'
}

/** The panels in their docking layout, which is remembered. */
export function DockLayout() {
  const host = useRef<HTMLDivElement>(null)
  const [slots, setSlots] = useState<readonly Slot[]>([])

  useEffect(() => {
    const element = host.current
    if (!element) return
    const add = (slot: Slot): void => setSlots((list) => [...list.filter((other) => other.key !== slot.key), slot])
    const remove = (key: string): void => setSlots((list) => list.filter((other) => other.key !== key))
    const api = createDockview(element, {
      theme: THEME,
      defaultRenderer: 'onlyWhenVisible',
      announcements: false,
      disableFloatingGroups: true,
      noPanelsOverlay: 'emptyGroup',
      defaultTabComponent: 'tab',
      createTabComponent: () => makeTab(),
      createComponent: ({ name }) => makeBody(name, add, remove),
      createRightHeaderActionComponent: (group) => makeHeader(group, add, remove),
    })
    // Of the two status elements in the page only the status bar's may be called one.
    element.querySelector('.dv-live-region')?.removeAttribute('role')
    // dockview calls each group a region by the title of its front panel; the panels themselves are the regions here.
    const asGroup = (group: DockviewGroupPanel): void => group.element.setAttribute('role', 'group')
    const added = api.onDidAddGroup(asGroup)
    const resize = (): void => api.layout(element.clientWidth, element.clientHeight)
    resize()
    if (!load(api, storedLayout.get())) buildDefault(api, titleOf)
    api.groups.forEach(asGroup)
    setPanelHost(hostOf(api))
    const changed = api.onDidLayoutChange(() => storedLayout.set(api.toJSON()))
    const endLocale = locale.subscribe(() => {
      for (const panel of api.panels) if (isPanelId(panel.id)) panel.api.setTitle(titleOf(panel.id))
    })
    return () => {
      endLocale()
      changed.dispose()
      added.dispose()
      setPanelHost(null)
      api.dispose()
    }
  }, [])

  return (
    <div className="dock" ref={host}>
      {slots.map((slot) =>
        createPortal(
          slot.part === 'body' ? <PanelBody id={slot.panel} /> : <PanelHeader id={slot.panel} />,
          slot.element,
          slot.key,
        ),
      )}
    </div>
  )
}

/** Takes a stored layout if it fits this version's panels: one that is missing or unknown sends everything to default. */
function load(api: DockviewApi, stored: unknown): boolean {
  if (typeof stored !== 'object' || stored === null) return false
  try {
    api.fromJSON(stored as SerializedDockview)
    if (api.panels.length !== PANEL_IDS.length || !api.panels.every((panel) => isPanelId(panel.id))) return false
    for (const panel of api.panels) panel.api.setTitle(titleOf(panel.id as PanelId))
    return true
  } catch {
    return false
  }
}

function makeTab(): ITabRenderer {
  const element = document.createElement('div')
  element.className = 'dock-tab'
  return {
    element,
    init(parameters) {
      element.textContent = parameters.title
      parameters.api.onDidTitleChange((event) => {
        element.textContent = event.title
      })
    },
  }
}

function makeBody(name: string, add: (slot: Slot) => void, remove: (key: string) => void): IContentRenderer {
  const element = document.createElement('div')
  element.className = 'dock-body'
  const key = `body ${name}`
  return {
    element,
    init(_parameters: GroupPanelPartInitParameters) {
      if (isPanelId(name)) add({ key, element, panel: name, part: 'body' })
    },
    dispose: () => remove(key),
  }
}

function makeHeader(
  group: DockviewGroupPanel,
  add: (slot: Slot) => void,
  remove: (key: string) => void,
): IHeaderActionsRenderer {
  const element = document.createElement('div')
  element.className = 'dock-header'
  const key = `header ${group.id}`
  let end: { dispose(): void } | null = null
  const put = (): void => {
    const id = group.activePanel?.id
    if (id && isPanelId(id)) add({ key, element, panel: id, part: 'header' })
    else remove(key)
  }
  return {
    element,
    init() {
      end = group.api.onDidActivePanelChange(put)
      put()
    },
    dispose() {
      end?.dispose()
      remove(key)
    },
  }
}

const PanelBody = memo(function PanelBody({ id }: { id: PanelId }) {
  const t = useT()
  const { title, Body, keys } = panelOf(id)
  const waits = useAtom(editorFirst) && id !== 'editor'
  return (
    <section className="panel" aria-label={t(title)} data-panel={id} data-keys={keys} tabIndex={-1}>
      {waits ? null : <Body />}
    </section>
  )
})

const PanelHeader = memo(function PanelHeader({ id }: { id: PanelId }) {
  const { Header } = panelOf(id)
  return Header ? <Header /> : null
})
