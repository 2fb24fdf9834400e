import flamegraph, { type FlameGraph as D3FlameGraph, type FlameFrame } from 'd3-flame-graph'
import { select } from 'd3-selection'
import { useEffect, useRef, useState } from 'react'
import { type Palette, tint } from '../charts/palette'
import { useSize } from '../charts/use-chart'
import { formatBytes, formatCount, formatPercent } from '../format/numbers'
import type { FlameNode } from './allocation-rows'

interface Props {
  root: FlameNode
  palette: Palette
  /** Text alternative of the picture. */
  label: string
  /** Functions to highlight; '' for none. */
  search: string
  isOwn: (file: string) => boolean
  onOpen: (node: FlameNode) => void
}

const CELL = 20

/** Frames from the outermost call at the top downwards; a click takes one as the whole. */
export function FlameGraph({ root, palette, label, search, isOwn, onOpen }: Props) {
  const [ref, { width }] = useSize()
  const host = useRef<HTMLDivElement>(null)
  const graph = useRef<D3FlameGraph<FlameNode> | null>(null)
  const [frame, setFrame] = useState<FlameNode | null>(null)

  useEffect(() => {
    const element = host.current
    if (!element || width < 40) return
    const colors = {
      own: tint(palette.layers.pymalloc, palette.surface, 0.34),
      other: tint(palette.layers.mapped, palette.surface, 0.26),
      root: tint(palette.axis, palette.surface, 0.35),
      found: tint(palette.accent, palette.surface, 0.45),
    }
    const chart = flamegraph<FlameNode>()
      .width(width)
      .cellHeight(CELL)
      .minFrameSize(1)
      .transitionDuration(0)
      .inverted(true)
      .sort((a, b) => b.value - a.value)
      .title('')
      .getName((node) => node.data.name)
      .setLabelHandler((node) => `${node.data.name}: ${formatBytes(node.data.value)}`)
      .setColorMapper((node: FlameFrame<FlameNode>) => {
        if (node.data.highlight) return colors.found
        if (node.depth === 0) return colors.root
        return isOwn(node.data.file) ? colors.own : colors.other
      })
      .setSearchMatch((node, term) => node.data.name.toLowerCase().includes(term.toLowerCase()))
      .onHover((node) => setFrame(node.data))
      .onClick((node) => onOpen(node.data))
    select(element).datum(root).call(chart)
    graph.current = chart
    return () => {
      graph.current = null
      select(element).selectAll('*').remove()
    }
  }, [root, width, palette, isOwn, onOpen])

  useEffect(() => {
    if (search === '') graph.current?.clear()
    else graph.current?.search(search)
  }, [search])

  return (
    <div className="flame">
      <div className="flame-words">
        {frame ? <FrameWords frame={frame} total={root.value} /> : <FrameWords frame={root} total={root.value} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a picture higher than its panel is scrolled with the keyboard */}
      <div className="flame-scroller" ref={ref} tabIndex={0} role="img" aria-label={label}>
        <div ref={host} />
      </div>
    </div>
  )
}

function FrameWords({ frame, total }: { frame: FlameNode; total: number }) {
  return (
    <>
      <b className="mono">{frame.name}</b>
      {frame.file !== '' && <span className="muted mono">{`${frame.file}:${frame.line}`}</span>}
      <span>{formatBytes(frame.value)}</span>
      <span className="muted">{`${formatPercent(total > 0 ? frame.value / total : 0)} · ${formatCount(frame.blocks)}`}</span>
    </>
  )
}
