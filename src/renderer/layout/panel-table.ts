/** Every panel of the window: its name, its body, and the figures that stand in its header. */
import type { ComponentType } from 'react'
import { GenerationsChart, GenerationsFigures, MemoryChart, MemoryFigures, PausesChart, PausesFigures } from '../charts'
import { ConsoleActions, ConsolePanel } from '../console/console-panel'
import { EditorActions, EditorPanel } from '../editor/editor-panel'
import type { PlainKey } from '../i18n/translate'
import { AllocationsPanel, CollectionsPanel, ComparePanel, SummaryPanel, TypesPanel } from '../panels'
import { SettingsPanel } from '../run/settings-panel'
import { VariablesPanel } from '../run/variables-panel'
import type { PanelId } from '../state/panel-requests'

export interface PanelDefinition {
  title: PlainKey
  Body: ComponentType
  /** At the right end of its tab bar, while it is in front. */
  Header?: ComponentType
  /** Where its keys act. */
  keys?: 'editor' | 'charts'
}

export const PANELS = {
  editor: { title: 'panel.editor', Body: EditorPanel, Header: EditorActions, keys: 'editor' },
  console: { title: 'panel.console', Body: ConsolePanel, Header: ConsoleActions },
  variables: { title: 'panel.variables', Body: VariablesPanel },
  settings: { title: 'panel.settings', Body: SettingsPanel },
  memory: { title: 'panel.memory', Body: MemoryChart, Header: MemoryFigures, keys: 'charts' },
  generations: { title: 'panel.generations', Body: GenerationsChart, Header: GenerationsFigures, keys: 'charts' },
  pauses: { title: 'panel.pauses', Body: PausesChart, Header: PausesFigures, keys: 'charts' },
  collections: { title: 'panel.collections', Body: CollectionsPanel },
  types: { title: 'panel.types', Body: TypesPanel },
  allocations: { title: 'panel.allocations', Body: AllocationsPanel },
  summary: { title: 'panel.summary', Body: SummaryPanel },
  compare: { title: 'panel.compare', Body: ComparePanel },
} as const satisfies Record<PanelId, PanelDefinition>

export const PANEL_IDS = Object.keys(PANELS) as PanelId[]
export const panelOf = (id: PanelId): PanelDefinition => PANELS[id]
