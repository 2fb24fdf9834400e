import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decode, encode } from '../../../src/protocol/codec'
import { PartJoiner, partsOf } from '../../../src/protocol/parts'

it('frames of any size come out as they went in, one after the other on one connection', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), fc.integer({ min: 1, max: 64 }), (arrays, size) => {
      const joiner = new PartJoiner()
      const frames = arrays.map((bytes, i) => encode({ i, bytes }))
      const received: Uint8Array[] = []
      for (const frame of frames) {
        const parts = [...partsOf(frame, size)]
        expect(parts.length).toBe(Math.max(1, Math.ceil(frame.length / size)))
        for (const part of parts) {
          const whole = joiner.take(part)
          if (whole) received.push(whole)
        }
      }
      expect(received.map((frame) => decode(frame))).toEqual(arrays.map((bytes, i) => ({ i, bytes })))
    }),
  )
})

it('a small frame is sent as it is', () => {
  const frame = encode({ kind: 'event' })
  expect([...partsOf(frame)]).toEqual([frame])
})

it('refuses parts that do not belong together', () => {
  const [first] = partsOf(new Uint8Array(100), 40)
  const [other] = partsOf(new Uint8Array(90), 40)
  const joiner = new PartJoiner()
  expect(joiner.take(first)).toBeNull()
  expect(() => joiner.take(other)).toThrow(RangeError)
  const second = new PartJoiner()
  second.take(first)
  expect(() => second.take(encode(1))).toThrow('between the parts')
})
