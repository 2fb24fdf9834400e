/** What the frame takes from the panels: one body per panel, without props; the frame puts it in its region. */
import type { ComponentType } from 'react'
import type { Command } from '../commands/command'

const Nothing: ComponentType = () => null

export { CollectionsPanel } from './collections-panel'
export { TypesPanel } from './types-panel'
export const AllocationsPanel = Nothing
export const SummaryPanel = Nothing
/** The table of differences of two recordings (`comparison`), with the first divergence. */
export const ComparePanel = Nothing
export const panelCommands: readonly Command[] = []
