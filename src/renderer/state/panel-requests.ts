/** The names of the docked panels, and the way to ask for one to be shown from anywhere. */
export type PanelId =
  | 'editor'
  | 'console'
  | 'variables'
  | 'settings'
  | 'memory'
  | 'generations'
  | 'pauses'
  | 'collections'
  | 'types'
  | 'allocations'
  | 'summary'
  | 'compare'

export interface PanelHost {
  /** Brings a panel to the front; with `focus` the keyboard goes there. */
  show(id: PanelId, focus: boolean): void
  isInFront(id: PanelId): boolean
  reset(): void
}

let host: PanelHost | null = null

/** The docking layout offers itself while it is in the page. */
export function setPanelHost(next: PanelHost | null): void {
  host = next
}

export const showPanel = (id: PanelId, focus = false): void => host?.show(id, focus)
export const isPanelInFront = (id: PanelId): boolean => host?.isInFront(id) ?? false
export const resetLayout = (): void => host?.reset()
