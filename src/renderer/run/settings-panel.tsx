import { RotateCcw } from 'lucide-react'
import { useId } from 'react'
import type { ScenarioParameter } from '../../protocol/scenario'
import type { ParameterValue, RunSettings } from '../../protocol/settings'
import { useT } from '../i18n/translate'
import { isActive, openDocument, settings } from '../state/app-state'
import { useAtom, useSelect } from '../state/atom'
import { settingsOf } from '../state/documents'
import { NumberField } from './number-field'
import './run.css'

const change = (part: Partial<RunSettings>): void => settings.update((now) => ({ ...now, ...part }))
const MIB = 1024 * 1024
const DEFAULT_THRESHOLDS: [number, number, number] = [700, 10, 10]

/** Parameters of the scenario, and what the next run may and may not do. */
export function SettingsPanel() {
  const t = useT()
  const metadata = useSelect(openDocument, (document) => document?.metadata)
  const now = useAtom(settings)
  const active = useAtom(isActive)
  const id = useId()
  const parameters = metadata?.parameters ?? []
  const thresholds = now.thresholds ?? DEFAULT_THRESHOLDS
  const setThreshold = (index: number, value: number): void => {
    const next: [number, number, number] = [...thresholds]
    next[index] = value
    change({ thresholds: next.every((item, i) => item === DEFAULT_THRESHOLDS[i]) ? null : next })
  }
  return (
    <div className="settings">
      {active && <p className="settings-note">{t('settings.nextRun')}</p>}
      <fieldset>
        <legend>{t('settings.parameters')}</legend>
        {parameters.length === 0 && <p className="muted">{t('settings.noParameters')}</p>}
        {parameters.map((parameter) => (
          <Parameter
            key={parameter.name}
            parameter={parameter}
            value={now.parameters[parameter.name] ?? parameter.default}
            set={(value) => change({ parameters: { ...now.parameters, [parameter.name]: value } })}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('settings.collector')}</legend>
        <label className="settings-row">
          <span>{t('settings.gcEnabled')}</span>
          <input
            type="checkbox"
            checked={now.gcEnabled}
            onChange={(event) => change({ gcEnabled: event.target.checked })}
          />
        </label>
        <div className="settings-row">
          <span>{t('settings.thresholds')}</span>
          <span className="settings-three">
            {thresholds.map((value, i) => (
              <NumberField
                // biome-ignore lint/suspicious/noArrayIndexKey: the generation is the index
                key={i}
                label={t('settings.threshold', { n: i })}
                value={value}
                minimum={0}
                maximum={2 ** 31 - 1}
                set={(next) => setThreshold(i, next)}
              />
            ))}
          </span>
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('settings.limits')}</legend>
        <OptionalNumber
          label={t('settings.memoryLimit')}
          unit="MiB"
          value={now.memoryLimit === null ? null : now.memoryLimit / MIB}
          initial={256}
          maximum={2048}
          set={(value) => change({ memoryLimit: value === null ? null : value * MIB })}
        />
        <OptionalNumber
          label={t('settings.timeLimit')}
          unit="s"
          value={now.timeLimit}
          initial={60}
          maximum={86_400}
          set={(value) => change({ timeLimit: value })}
        />
      </fieldset>
      <fieldset>
        <legend>{t('settings.recording')}</legend>
        <div className="settings-row">
          <label htmlFor={`${id}-seed`}>{t('settings.seed')}</label>
          <NumberField
            id={`${id}-seed`}
            label={t('settings.seed')}
            value={now.hashSeed}
            minimum={0}
            maximum={4_294_967_295}
            set={(hashSeed) => change({ hashSeed })}
          />
        </div>
        <div className="settings-row">
          <label htmlFor={`${id}-interval`}>{t('settings.interval')}</label>
          <span className="settings-unit">
            <NumberField
              id={`${id}-interval`}
              label={t('settings.interval')}
              value={now.sampleIntervalNs / 1000}
              minimum={1}
              maximum={10_000_000}
              set={(value) => change({ sampleIntervalNs: value * 1000 })}
            />
            µs
          </span>
        </div>
        <div className="settings-row">
          <label htmlFor={`${id}-args`}>{t('settings.arguments')}</label>
          <input
            id={`${id}-args`}
            className="field small mono"
            value={now.args.join(' ')}
            onChange={(event) => change({ args: event.target.value === '' ? [] : event.target.value.split(' ') })}
          />
        </div>
      </fieldset>
      <button type="button" className="button small" onClick={() => metadata && settings.set(settingsOf(metadata))}>
        <RotateCcw size={14} aria-hidden="true" />
        {t('settings.reset')}
      </button>
    </div>
  )
}

interface ParameterProps {
  parameter: ScenarioParameter
  value: ParameterValue
  set(value: ParameterValue): void
}

/** One parameter: a slider with a field when it has a range, a choice, a tick, or a field. */
function Parameter({ parameter, value, set }: ParameterProps) {
  const id = useId()
  const { title, name, minimum, maximum, step, choices } = parameter
  const label = title || name
  let control: React.ReactNode
  if (choices) {
    control = (
      <select
        id={id}
        className="field small"
        value={choices.indexOf(value)}
        onChange={(event) => set(choices[Number(event.target.value)])}
      >
        {choices.map((choice, i) => (
          <option key={String(choice)} value={i}>
            {String(choice)}
          </option>
        ))}
      </select>
    )
  } else if (typeof value === 'boolean') {
    control = <input id={id} type="checkbox" checked={value} onChange={(event) => set(event.target.checked)} />
  } else if (typeof value === 'number') {
    const range = minimum !== undefined && maximum !== undefined
    control = (
      <span className="settings-slider">
        {range && (
          <input
            type="range"
            aria-label={label}
            min={minimum}
            max={maximum}
            step={step ?? (Number.isInteger(parameter.default) ? 1 : (maximum - minimum) / 100)}
            value={value}
            onChange={(event) => set(Number(event.target.value))}
          />
        )}
        <NumberField
          id={id}
          label={label}
          value={value}
          minimum={minimum}
          maximum={maximum}
          fraction={!Number.isInteger(parameter.default) || (step !== undefined && !Number.isInteger(step))}
          set={set}
        />
      </span>
    )
  } else {
    control = <input id={id} className="field small" value={value} onChange={(event) => set(event.target.value)} />
  }
  return (
    <div className="settings-row">
      <label htmlFor={id} title={name}>
        {label}
      </label>
      {control}
    </div>
  )
}

interface OptionalProps {
  label: string
  unit: string
  value: number | null
  /** What it becomes when it is switched on. */
  initial: number
  maximum: number
  set(value: number | null): void
}

function OptionalNumber({ label, unit, value, initial, maximum, set }: OptionalProps) {
  return (
    <div className="settings-row">
      <label>
        <input
          type="checkbox"
          checked={value !== null}
          onChange={(event) => set(event.target.checked ? initial : null)}
        />{' '}
        {label}
      </label>
      <span className="settings-unit">
        <NumberField
          label={label}
          value={value ?? initial}
          minimum={1}
          maximum={maximum}
          disabled={value === null}
          set={set}
        />
        {unit}
      </span>
    </div>
  )
}
