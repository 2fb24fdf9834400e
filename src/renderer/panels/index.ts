/** What the frame takes from the panels: one body per panel, without props; the frame puts it in its region. */
import type { Command } from '../commands/command'

export { AllocationsPanel } from './allocations-panel'
export { CollectionsPanel } from './collections-panel'
/** The table of differences of two recordings (`comparison`), with the first divergence. */
export { ComparePanel } from './compare-panel'
export { SummaryPanel } from './summary-panel'
export { TypesPanel } from './types-panel'
/** What the panels do belongs to the commands of the charts and of the frame. */
export const panelCommands: readonly Command[] = []
