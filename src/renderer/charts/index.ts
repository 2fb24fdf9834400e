/**
 * What the frame takes from the charts: one body per chart panel, the figures that stand in its header, the strip with
 * the time controls under them, and the commands of the charts (context 'charts', group 'charts').
 */
import type { ComponentType } from 'react'
import type { Command } from '../commands/command'

const Nothing: ComponentType = () => null

export const MemoryChart = Nothing
export const GenerationsChart = Nothing
export const PausesChart = Nothing
export const MemoryFigures = Nothing
export const GenerationsFigures = Nothing
export const PausesFigures = Nothing
/** Cursor time, play, speed, next and previous collection or mark. */
export const TimeControls = Nothing
export const chartCommands: readonly Command[] = []
