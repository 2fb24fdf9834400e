/** The collector's thresholds over time: a run may set them at any moment; each collection says what they were. */
import type { RecordingModel } from '../state/recording-model'

export interface ThresholdStep {
  /** From this instant on. */
  time: number
  thresholds: readonly [number, number, number]
}

/** CPython's own, when the settings name none. */
const CPYTHON: [number, number, number] = [700, 10, 10]

/** At least one step; steps that change nothing are left out. */
export function thresholdSteps(model: Pick<RecordingModel, 'manifest' | 'collections'>): ThresholdStep[] {
  const chosen = model.manifest?.settings.thresholds ?? model.collections[0]?.thresholds ?? CPYTHON
  const steps: ThresholdStep[] = [{ time: 0, thresholds: chosen }]
  for (const event of model.collections) {
    const last = steps[steps.length - 1].thresholds
    if (event.thresholds.some((value, i) => value !== last[i]))
      steps.push({ time: event.time, thresholds: event.thresholds })
  }
  return steps
}

export function thresholdsAt(steps: readonly ThresholdStep[], time: number): readonly [number, number, number] {
  let found = steps[0]
  for (const step of steps) {
    if (step.time > time) break
    found = step
  }
  return found.thresholds
}
