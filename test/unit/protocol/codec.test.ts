import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CodecError, decode, encode } from '../../../src/protocol/codec'

const typedArray = fc.oneof(
  fc.uint8Array(),
  fc.int8Array(),
  fc.uint16Array(),
  fc.int16Array(),
  fc.uint32Array(),
  fc.int32Array(),
  fc.float32Array(),
  fc.float64Array(),
)
const key = fc.oneof(fc.string(), fc.constantFrom('\0', '__proto__', 'constructor', 'length', 'toJSON'))
const message = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false, undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0),
    fc.double(),
    fc.integer(),
    fc.string({ unit: 'binary' }),
    typedArray,
    fc.array(tie('value')),
    fc.dictionary(key, tie('value')),
  ),
})).value

/** Properties that are undefined are left out of a message. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (Array.isArray(value)) return value.map(withoutUndefined)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, withoutUndefined(item)]),
  )
}

/** vitest's own comparison asks objects for their `constructor`, which a message may have as a key. */
function same(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected)
  expect(isDeepStrictEqual(actual, expected)).toBe(true)
}

describe('codec', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(message, (value) => {
        same(decode(encode(value)), withoutUndefined(value))
      }),
      { numRuns: 500 },
    )
  })

  it('reads a frame at any offset of a larger buffer', () => {
    fc.assert(
      fc.property(message, fc.integer({ min: 0, max: 9 }), (value, offset) => {
        const frame = encode(value)
        const larger = new Uint8Array(offset + frame.length + 3).fill(0xaa)
        larger.set(frame, offset)
        same(decode(larger.subarray(offset, offset + frame.length)), withoutUndefined(value))
      }),
    )
  })

  it('sends views of shared memory and parts of arrays', () => {
    const shared = new Float64Array(new SharedArrayBuffer(32))
    shared.set([1, 2, 3, 4])
    expect(decode(encode({ part: shared.subarray(1, 3) }))).toStrictEqual({ part: new Float64Array([2, 3]) })
  })

  it('does not let a key __proto__ reach the prototype', () => {
    const value = decode(encode(JSON.parse('{"__proto__":{"polluted":true},"a":[{"__proto__":1}]}'))) as object
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect((value as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('answers damaged frames with a CodecError, and never with another error', () => {
    fc.assert(
      fc.property(
        message,
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        (value, junk, at, cut) => {
          const frame = encode(value)
          frame.set(junk.subarray(0, frame.length), at % Math.max(1, frame.length - junk.length))
          const damaged = frame.subarray(0, frame.length - (cut % 3))
          try {
            decode(damaged)
          } catch (error) {
            expect(error).toBeInstanceOf(CodecError)
          }
        },
      ),
      { numRuns: 1000 },
    )
    expect(() => decode(new Uint8Array(0))).toThrow(CodecError)
    expect(() => decode(new Uint8Array([255, 255, 255, 255]))).toThrow('ends within its header')
  })

  it('refuses what cannot be sent', () => {
    expect(() => encode({ f: () => 0 })).toThrow('function cannot be sent')
    expect(() => encode(1n)).toThrow('bigint cannot be sent')
    expect(() => encode(new BigInt64Array(1))).toThrow(CodecError)
  })
})
