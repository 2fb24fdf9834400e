/** How long the window's frames take while something is done to it: requestAnimationFrame, and long tasks beside it. */
import type { Page } from '@playwright/test'

export interface Frames {
  count: number
  /** ms between two frames. */
  median: number
  p95: number
  longest: number
  /** Longest task of the page's thread that the browser reports (those over 50 ms), ms. */
  longestTask: number
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

export async function measureFrames(page: Page, work: () => Promise<void>): Promise<Frames> {
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
  }
}
