/**
 * The drawn part of a chart: Recharts with fixed places and given ticks, nothing that moves by itself. It is drawn again
 * only when data, range or size change; what follows the pointer lies above it (overlay.tsx).
 */
import { memo, type ReactNode, useCallback } from 'react'
import { CartesianGrid, ComposedChart, XAxis, YAxis } from 'recharts'
import type { AxisTicks } from './axis'
import type { ChartRow } from './decimate'
import { BOTTOM_AXIS, BOTTOM_BARE, LEFT, RIGHT, TOP } from './geometry'
import type { Palette } from './palette'
import type { TimeSpan } from './view'

export interface PlotProps {
  width: number
  height: number
  rows: ChartRow[]
  range: TimeSpan
  ticks: AxisTicks
  bottom: number
  top: number
  valueTicks: AxisTicks
  palette: Palette
  /** The shared time axis stands under this chart. */
  withAxis: boolean
  children: ReactNode
}

/** For every shape: nothing moves by itself, and no dots. */
export const STILL = { isAnimationActive: false, dot: false, activeDot: false } as const

export const Plot = memo(function Plot(props: PlotProps) {
  const { ticks, valueTicks, palette, range, withAxis } = props
  const label = useCallback((value: number) => ticks.labels[ticks.values.indexOf(value)] ?? '', [ticks])
  const valueLabel = useCallback(
    (value: number) => valueTicks.labels[valueTicks.values.indexOf(value)] ?? '',
    [valueTicks],
  )
  const text = { fill: palette.muted, fontSize: 11 }
  return (
    // The picture around it has the words.
    <div aria-hidden="true">
      <ComposedChart
        width={props.width}
        height={props.height}
        data={props.rows}
        margin={{ top: TOP, right: RIGHT, bottom: withAxis ? 0 : BOTTOM_BARE, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke={palette.grid} verticalValues={ticks.values} horizontalValues={valueTicks.values} />
        <XAxis
          dataKey="t"
          type="number"
          domain={[range.start, range.end]}
          allowDataOverflow
          ticks={ticks.values}
          tickFormatter={label}
          interval={0}
          hide={!withAxis}
          height={BOTTOM_AXIS}
          tick={text}
          tickLine={{ stroke: palette.axis }}
          axisLine={{ stroke: palette.axis }}
          tickMargin={4}
          tickSize={4}
        />
        <YAxis
          type="number"
          domain={[props.bottom, props.top]}
          allowDataOverflow
          ticks={valueTicks.values}
          tickFormatter={valueLabel}
          interval={0}
          width={LEFT}
          tick={text}
          tickLine={false}
          axisLine={false}
          tickMargin={4}
        />
        {props.children}
      </ComposedChart>
    </div>
  )
})
