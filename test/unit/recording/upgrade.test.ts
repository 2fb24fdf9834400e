/** The mechanism of upgrades, with steps made up here: format 1 is the first there is. */
import { expect, test } from 'vitest'
import { type RawRecording, UPGRADERS, type Upgrader, upgrade } from '../../../src/lab/recording/upgrade'
import { RECORDING_FORMAT } from '../../../src/protocol/recording'

const raw = (format: unknown): RawRecording => ({
  manifest: { format, title: 'x' },
  entries: new Map([['old.txt', new Uint8Array([1])]]),
})
/** 1 to 2 renames a key, 2 to 3 an entry. */
const steps: Record<number, Upgrader> = {
  1: ({ manifest: { title, ...manifest }, entries }) => ({ manifest: { ...manifest, name: title }, entries }),
  2: ({ manifest, entries }) => ({ manifest, entries: new Map([...entries].map(([, bytes]) => ['new.txt', bytes])) }),
}

test('a recording goes through every step to the newest format', () => {
  expect(upgrade(raw(1), steps, 3)).toEqual({
    manifest: { format: 3, name: 'x' },
    entries: new Map([['new.txt', new Uint8Array([1])]]),
  })
  expect(upgrade(raw(2), steps, 3).manifest).toEqual({ format: 3, title: 'x' })
  expect(upgrade(raw(3), steps, 3)).toEqual(raw(3))
})

test('what cannot be upgraded is refused with advice', () => {
  expect(() => upgrade(raw(4), steps, 3)).toThrow('install a newer version')
  expect(() => upgrade(raw(1), { 2: steps[2] }, 3)).toThrow('can no longer be read')
  for (const format of [0, -1, 1.5, '1', null]) expect(() => upgrade(raw(format), steps, 3)).toThrow('names no format')
})

test('there is a step from every format to the next', () => {
  for (let n = 1; n < RECORDING_FORMAT; n++) expect(UPGRADERS[n]).toBeTypeOf('function')
  expect(Object.keys(UPGRADERS)).toHaveLength(RECORDING_FORMAT - 1)
})
