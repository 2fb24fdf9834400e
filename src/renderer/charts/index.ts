/**
 * What the frame takes from the charts: one body per chart panel, the figures that stand in its header, the strip with
 * the time controls under them, and the commands of the charts (context 'charts', group 'charts').
 */
export { chartCommands } from './commands'
export { GenerationsFigures, MemoryFigures, PausesFigures } from './figures'
export { GenerationsChart } from './generations-chart'
export { MemoryChart } from './memory-chart'
export { PausesChart } from './pauses-chart'
/** Cursor time, play, speed, next and previous collection or mark. */
export { TimeControls } from './time-controls'
