import { describe, expect, it } from 'vitest'
import {
  ParameterError,
  parseParameterValue,
  parseRate,
  parseScenario,
  parseSize,
  parseTime,
  scenarioSettings,
} from '../../../src/lab/scenario'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'

const { metadata } = parseScenario(`# /// script
# [tool.pymemlab.parameters]
# n = { default = 10, minimum = 1, maximum = 100 }
# kind = { default = "a", choices = ["a", "b"] }
# on = true
# [tool.pymemlab.settings]
# thresholds = [50, 5, 5]
# ///
`)

describe('scenarioSettings', () => {
  it('takes defaults, then the scenario, then the user', () => {
    expect(scenarioSettings(metadata)).toEqual({
      ...DEFAULT_SETTINGS,
      thresholds: [50, 5, 5],
      parameters: { n: 10, kind: 'a', on: true },
    })
    const mine = scenarioSettings(metadata, { thresholds: null, gcEnabled: undefined, parameters: { n: 3 } })
    expect(mine).toMatchObject({ thresholds: null, gcEnabled: true, parameters: { n: 3, kind: 'a', on: true } })
  })

  it('refuses what the scenario does not have or does not allow', () => {
    expect(() => scenarioSettings(metadata, { parameters: { m: 1 } })).toThrow('no parameter m; it has n, kind, on')
    expect(() => scenarioSettings(metadata, { parameters: { n: 101 } })).toThrow('expected at most 100, got 101')
    expect(() => scenarioSettings(metadata, { parameters: { n: '5' } })).toThrow('parameter n: expected a number')
  })
})

describe('parseParameterValue', () => {
  const [n, kind, on] = metadata.parameters
  it('reads the text of a command line', () => {
    expect(parseParameterValue(n, '1_0')).toBe(10)
    expect(parseParameterValue(kind, 'b')).toBe('b')
    expect(parseParameterValue(on, 'off')).toBe(false)
  })
  it.each([
    [n, 'x', 'expected a number, got "x"'],
    [n, '', 'expected a number'],
    [n, '0', 'expected at least 1'],
    [kind, 'c', 'expected one of a, b'],
    [on, 'maybe', 'expected true or false'],
  ] as const)('refuses %o = %s', (parameter, text, message) => {
    expect(() => parseParameterValue(parameter, text)).toThrow(ParameterError)
    expect(() => parseParameterValue(parameter, text)).toThrow(message)
  })
})

describe('units', () => {
  it('reads sizes', () => {
    expect([512, '512 B', '1 kB', '1KiB', '1.5 MiB', '2 GB'].map(parseSize)).toEqual([
      512, 512, 1000, 1024, 1572864, 2e9,
    ])
    expect([-1, 1.5, '1', '1 kib', '-1 B', true, null, '9999999999 GiB'].map(parseSize)).toEqual(Array(8).fill(null))
  })
  it('reads times', () => {
    expect([0, '5 ns', '5 us', '5 µs', '2.5 ms', '1s', '2 min'].map(parseTime)).toEqual([
      0, 5, 5e3, 5e3, 2.5e6, 1e9, 120e9,
    ])
    expect([5, '5', '5 h', [], '-1 s'].map(parseTime)).toEqual(Array(5).fill(null))
  })
  it('reads rates', () => {
    expect([0, -3.5, '1 KiB/s', '- 1 kB / s', '+2 B/s'].map(parseRate)).toEqual([0, -3.5, 1024, -1000, 2])
    expect(['1 KiB', '1/s', Number.NaN].map(parseRate)).toEqual([null, null, null])
  })
})
