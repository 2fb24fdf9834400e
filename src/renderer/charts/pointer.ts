/** Wheel and pointer on a chart: zoom and pan, the time cursor, marking a range. */
import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef } from 'react'
import { cursorTime, hoverTime, selection, visibleRange } from '../state/app-state'
import { frameBatch } from '../state/frame-batch'
import { extentNow, moveCursor, rangeNow, zoomAt } from './chart-actions'
import { rangeMode } from './chart-state'
import { LEFT, plotWidth } from './geometry'
import { REACH } from './hit'
import { pan, type TimeSpan, toPixel, toTime } from './view'

/** What a drag does, decided when it begins. */
type Drag =
  | { kind: 'cursor' }
  | { kind: 'pan'; from: number; view: TimeSpan | null; moved: boolean }
  | { kind: 'range'; from: number; moved: boolean }

/** A movement shorter than this is a click. */
const SLOP = 3

export function usePointer(ref: RefObject<HTMLDivElement | null>, width: number, height: number, below: number) {
  const drag = useRef<Drag | null>(null)
  const size = useRef({ width, height, below })
  size.current = { width, height, below }

  // React listens for wheel passively, and the page must not scroll.
  useEffect(() => {
    const element = ref.current
    if (!element) return
    let factor = 1
    let shift = 0
    let at = 0
    const apply = frameBatch(() => {
      const plot = plotWidth(size.current.width)
      if (factor !== 1) zoomAt(toTime(rangeNow(), plot, at - LEFT), factor)
      if (shift !== 0) {
        const range = rangeNow()
        visibleRange.set(pan(visibleRange.get(), extentNow(), (shift / plot) * (range.end - range.start)))
      }
      factor = 1
      shift = 0
    })
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const unit = event.deltaMode === 1 ? 16 : 1
      at = event.clientX - element.getBoundingClientRect().left
      if (event.shiftKey) shift += (event.deltaY || event.deltaX) * unit
      else {
        shift += event.deltaX * unit
        factor *= 1.0018 ** (event.deltaY * unit)
      }
      apply()
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [ref])

  const place = (event: ReactPointerEvent): { x: number; y: number; time: number } => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = event.clientX - box.left
    const plot = plotWidth(size.current.width)
    const within = Math.min(Math.max(x - LEFT, 0), plot)
    return { x, y: event.clientY - box.top, time: toTime(rangeNow(), plot, within) }
  }

  const nearCursor = (x: number): boolean => {
    const cursor = cursorTime.get()
    if (cursor === null) return false
    return Math.abs(LEFT + toPixel(rangeNow(), plotWidth(size.current.width), cursor) - x) <= REACH
  }

  return {
    onPointerDown(event: ReactPointerEvent): void {
      if (event.button !== 0) return
      const { x, y, time } = place(event)
      if (x < LEFT) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const onAxis = y > size.current.height - size.current.below && size.current.below > 10
      if (event.shiftKey || rangeMode.get()) drag.current = { kind: 'range', from: time, moved: false }
      else if (onAxis || nearCursor(x)) {
        drag.current = { kind: 'cursor' }
        moveCursor(time)
      } else drag.current = { kind: 'pan', from: event.clientX, view: visibleRange.get(), moved: false }
    },
    onPointerMove(event: ReactPointerEvent): void {
      const { x, time } = place(event)
      hoverTime.set(x < LEFT ? null : time)
      const now = drag.current
      if (!now) return
      if (now.kind === 'cursor') moveCursor(time)
      else if (now.kind === 'range') {
        const range = { start: Math.min(now.from, time), end: Math.max(now.from, time) }
        const plot = plotWidth(size.current.width)
        now.moved ||= toPixel(rangeNow(), plot, range.end) - toPixel(rangeNow(), plot, range.start) > SLOP
        if (now.moved) selection.set(range)
      } else {
        const moved = event.clientX - now.from
        now.moved ||= Math.abs(moved) > SLOP
        if (!now.moved) return
        const range = now.view ?? extentNow()
        const delta = (-moved / plotWidth(size.current.width)) * (range.end - range.start)
        visibleRange.set(pan(now.view, extentNow(), delta))
      }
    },
    onPointerUp(event: ReactPointerEvent): void {
      const now = drag.current
      drag.current = null
      if (!now) return
      if (now.kind === 'pan' && !now.moved) moveCursor(place(event).time)
      if (now.kind === 'range') {
        if (!now.moved) selection.set(null)
        rangeMode.set(false)
      }
    },
    onPointerCancel(): void {
      drag.current = null
    },
    onPointerLeave(): void {
      hoverTime.set(null)
    },
  }
}
