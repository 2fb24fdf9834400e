/** The body of one chart: legend and switches above, the plot with its layer for the pointer below. */
import { type ReactNode, useRef } from 'react'
import { useT } from '../i18n/translate'
import { hoverTime } from '../state/app-state'
import { useAtom } from '../state/atom'
import { ChartMenu } from './chart-menu'
import './charts.css'
import { BOTTOM_AXIS, BOTTOM_BARE } from './geometry'
import { Legend, type LegendItem } from './legend'
import { Overlay } from './overlay'
import { usePointer } from './pointer'
import { Tooltip, type TooltipRow } from './tooltip'
import type { ChartContext } from './use-chart'

export interface ChartFrameProps {
  chart: ChartContext
  /** Measured by the caller, who needs it to choose ticks. */
  bodyRef: React.RefObject<HTMLDivElement | null>
  width: number
  height: number
  /** Name of the chart, for files and the text alternative. */
  name: string
  /** One sentence that says what the picture shows now. */
  alternative: string
  legend: readonly LegendItem[]
  switches: ReactNode
  /** Exact values at an instant. */
  tooltip: (time: number) => TooltipRow[]
  csv: () => string
  withAxis: boolean
  withNames: boolean
  withEvents: boolean
  children: ReactNode
}

export function ChartFrame(props: ChartFrameProps) {
  const { chart, bodyRef, width, height, withAxis } = props
  const below = withAxis ? BOTTOM_AXIS : BOTTOM_BARE
  const inner = useRef<HTMLDivElement | null>(null)
  const ready = width > 0 && height > 0
  const t = useT()
  return (
    <div className="chart" data-keys="charts">
      <div className="chart-bar">
        <Legend items={props.legend} chart={chart} />
        <div className="chart-switches">
          {props.switches}
          <ChartMenu name={props.name} plot={inner} legend={props.legend} palette={chart.palette} csv={props.csv} />
        </div>
      </div>
      <div className="chart-body" ref={bodyRef}>
        {ready && (
          <PointerLayer plotRef={inner} width={width} height={height} below={below} label={props.alternative}>
            {props.children}
            <Overlay
              chart={chart}
              width={width}
              height={height}
              below={below}
              withNames={props.withNames}
              withEvents={props.withEvents}
            />
          </PointerLayer>
        )}
        {chart.model.isEmpty && !chart.model.live && props.withNames && (
          <p className="chart-empty">{t('charts.empty')}</p>
        )}
        {ready && <HoverTooltip chart={chart} width={width} plotRef={inner} rows={props.tooltip} />}
      </div>
    </div>
  )
}

interface PointerLayerProps {
  plotRef: React.RefObject<HTMLDivElement | null>
  width: number
  height: number
  below: number
  label: string
  children: ReactNode
}

function PointerLayer({ plotRef, width, height, below, label, children }: PointerLayerProps) {
  const handlers = usePointer(plotRef, width, height, below)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the charts act on the one that has the focus
    <div ref={plotRef} className="chart-plot" role="img" aria-label={label} tabIndex={0} {...handlers}>
      {children}
    </div>
  )
}

interface HoverTooltipProps {
  chart: ChartContext
  width: number
  plotRef: React.RefObject<HTMLDivElement | null>
  rows: (time: number) => TooltipRow[]
}

/** Shown over the chart under the pointer; the other two say their values in the legend. */
function HoverTooltip({ chart, width, plotRef, rows }: HoverTooltipProps) {
  const hover = useAtom(hoverTime)
  if (hover === null || chart.model.isEmpty || !plotRef.current?.matches(':hover')) return null
  return <Tooltip chart={chart} width={width} time={hover} rows={rows(hover)} />
}
