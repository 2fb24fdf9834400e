/** A scenario with its parameters and settings as one text, and back. */
import { DEFAULT_SETTINGS, type RunSettings } from '../../protocol/settings'

const HEAD = /^# pymemlab-share 1 (\{.*\})\r?\n/

export interface Shared {
  name: string
  source: string
  settings: RunSettings
}

/** One comment line with name and what differs from the defaults, then the script: still a valid Python file. */
export function shareText({ name, source, settings }: Shared): string {
  const changed = Object.fromEntries(
    Object.entries(settings).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULT_SETTINGS[key as keyof RunSettings]),
    ),
  )
  return `# pymemlab-share 1 ${JSON.stringify({ name, settings: changed })}\n${source}`
}

/** What `shareText` made; any other text is a plain script. Throws when the head is damaged. */
export function readShared(text: string): { name: string; source: string; settings: Partial<RunSettings> | null } {
  if (!text.startsWith('# pymemlab-share')) return { name: 'shared', source: text, settings: null }
  const match = HEAD.exec(text)
  let head: unknown
  try {
    head = JSON.parse(match?.[1] ?? '')
  } catch {
    throw new Error('The first line of the shared text is damaged: copy it again, complete.')
  }
  const { name, settings } = head as { name?: unknown; settings?: unknown }
  return {
    name: typeof name === 'string' && /^[\w -]{1,80}$/.test(name) ? name : 'shared',
    source: text.slice(match?.[0].length ?? 0),
    settings: checked(settings),
  }
}

/** Only known settings of the right type: the text may come from anyone. */
function checked(value: unknown): Partial<RunSettings> {
  if (typeof value !== 'object' || value === null) return {}
  const given = value as Record<string, unknown>
  const result: Record<string, unknown> = {}
  const number = (key: keyof RunSettings): void => {
    if (typeof given[key] === 'number' && Number.isFinite(given[key]) && given[key] >= 0) result[key] = given[key]
  }
  for (const key of ['hashSeed', 'memoryLimit', 'timeLimit', 'sampleIntervalNs', 'maxSamples'] as const) number(key)
  if (typeof given.gcEnabled === 'boolean') result.gcEnabled = given.gcEnabled
  const { thresholds, args, parameters } = given
  if (Array.isArray(thresholds) && thresholds.length === 3 && thresholds.every(Number.isInteger)) {
    result.thresholds = thresholds
  }
  if (Array.isArray(args) && args.every((item) => typeof item === 'string')) result.args = args
  if (typeof parameters === 'object' && parameters !== null) {
    result.parameters = Object.fromEntries(
      Object.entries(parameters).filter(([, item]) => ['number', 'string', 'boolean'].includes(typeof item)),
    )
  }
  return result as Partial<RunSettings>
}
