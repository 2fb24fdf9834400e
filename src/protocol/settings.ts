/** What determines a run besides the scenario's text. */

export type ParameterValue = number | string | boolean

/** What the user can choose about a run; with the scenario's text it determines every byte. */
export interface RunSettings {
  /** Values of the scenario's parameters (lab.param). */
  parameters: Record<string, ParameterValue>
  /** gc.set_threshold before the script starts; null: CPython's 700, 10, 10. */
  thresholds: [number, number, number] | null
  /** gc.disable() before the script starts when false. */
  gcEnabled: boolean
  /** PYTHONHASHSEED; 0: not randomised. */
  hashSeed: number
  /** Bytes mapped at most; null: the address space (2 GiB). */
  memoryLimit: number | null
  /** Seconds of real time; null: none. */
  timeLimit: number | null
  /** Virtual ns between samples at the start. */
  sampleIntervalNs: number
  /** Samples kept at most; the interval doubles when there would be more. Even. */
  maxSamples: number
  /** sys.argv[1:]. */
  args: string[]
}

export const DEFAULT_SETTINGS: RunSettings = {
  parameters: {},
  thresholds: null,
  gcEnabled: true,
  hashSeed: 0,
  memoryLimit: null,
  timeLimit: null,
  sampleIntervalNs: 100_000,
  maxSamples: 65_536,
  args: [],
}
