/**
 * How long the window's frames take while something is done to it: requestAnimationFrame, long tasks, and from a trace the
 * processor time of the page's thread, which other programs on the machine do not lengthen.
 */
import type { Page } from '@playwright/test'

export interface Frames {
  count: number
  /** ms between two frames. */
  median: number
  p95: number
  longest: number
  /** Longest task of the page's thread that the browser reports (those over 50 ms), ms. */
  longestTask: number
  /** Most processor time that one task of the page's thread took, ms. */
  longestCpu: number
  /** Time by the clock for each ms of processor time of the longer tasks: 1 on a machine that does nothing else. */
  stretch: number
}

interface Recorder {
  frames: number[]
  tasks: number[]
  stop: () => void
}
declare global {
  interface Window {
    frameRecorder?: Recorder
  }
}

const CATEGORIES = ['toplevel', 'disabled-by-default-devtools.timeline']

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** Processor time, µs. */
  tdur?: number
  /** Time by the clock, µs. */
  dur?: number
  args: { name?: string }
}

/** The longest task of any page's main thread in a trace, and how much other programs stretched such tasks. */
function processorTime(trace: Buffer): Pick<Frames, 'longestCpu' | 'stretch'> {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const thread = (event: TraceEvent): string => `${event.pid} ${event.tid}`
  const mains = new Set(
    traceEvents.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain').map(thread),
  )
  const tasks = traceEvents.filter((event) => /RunTask$/.test(event.name) && mains.has(thread(event)))
  if (tasks.length === 0) throw new Error('the trace has no task of the page: were its categories renamed?')
  const long = tasks.filter((task) => (task.tdur ?? 0) > 3000)
  const sum = (of: (task: TraceEvent) => number): number => long.reduce((total, task) => total + of(task), 0)
  return {
    longestCpu: Math.max(...tasks.map((task) => (task.tdur ?? 0) / 1000)),
    stretch: long.length === 0 ? 1 : sum((task) => task.dur ?? 0) / sum((task) => task.tdur ?? 0),
  }
}

export async function measureFrames(page: Page, work: () => Promise<void>): Promise<Frames> {
  const browser = page.context().browser()
  await browser?.startTracing(page, { categories: CATEGORIES })
  await page.evaluate(() => {
    const recorder: Recorder = { frames: [], tasks: [], stop: () => {} }
    let last = performance.now()
    let handle = 0
    const tick = (now: number): void => {
      recorder.frames.push(now - last)
      last = now
      handle = requestAnimationFrame(tick)
    }
    handle = requestAnimationFrame((now) => {
      last = now
      handle = requestAnimationFrame(tick)
    })
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) recorder.tasks.push(entry.duration)
    })
    observer.observe({ entryTypes: ['longtask'] })
    recorder.stop = () => {
      cancelAnimationFrame(handle)
      observer.disconnect()
    }
    window.frameRecorder = recorder
  })
  await work()
  const trace = await browser?.stopTracing()
  const { frames, tasks } = await page.evaluate(() => {
    window.frameRecorder?.stop()
    return { frames: window.frameRecorder?.frames ?? [], tasks: window.frameRecorder?.tasks ?? [] }
  })
  const sorted = [...frames].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return {
    count: frames.length,
    median: at(0.5),
    p95: at(0.95),
    longest: at(1),
    longestTask: Math.max(0, ...tasks),
    ...(trace ? processorTime(trace) : { longestCpu: Number.NaN, stretch: 1 }),
  }
}
