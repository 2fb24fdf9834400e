/** Places within a chart, the same in all three, so that their time axes lie exactly below each other. */
export const LEFT = 60
export const RIGHT = 24
/** Room above the plot for the names of marks. */
export const TOP = 14
/** Room below the plot: of a chart without and of the one with the time axis. */
export const BOTTOM_BARE = 6
export const BOTTOM_AXIS = 22

export const plotWidth = (width: number): number => Math.max(0, width - LEFT - RIGHT)
