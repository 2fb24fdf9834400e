/** dict against Map, set against Set, list against Array; reference counts must come back to where they were. */
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { Ptr } from '../../src/runtime/memory/heap'
import { bootObjects } from '../../src/runtime/object/boot'
import * as D from '../../src/runtime/object/container/dict-core'
import * as Ls from '../../src/runtime/object/container/list-core'
import { list_ass_slice } from '../../src/runtime/object/container/list-slices'
import * as S from '../../src/runtime/object/container/set-core'
import { Py_DECREF, Py_REFCNT, Py_SIZE } from '../../src/runtime/object/header'
import { PyFloat_FromDouble } from '../../src/runtime/object/number/float-core'
import { newStr } from '../../src/runtime/object/text/str-core'
import { PySet_Type } from '../../src/runtime/object/types'

const KEYS = 60
let keys: Ptr[] = []
beforeAll(() => {
  bootObjects({ hashSeed: 0 })
  // half str, half float: tables are converted on the way
  keys = Array.from({ length: KEYS }, (_, i) => (i % 2 ? newStr(`key${i}`) : PyFloat_FromDouble(i + 0.5)))
})
const allReleased = (): void => expect(keys.map(Py_REFCNT)).toEqual(keys.map(() => 1))
const steps = fc.array(fc.tuple(fc.nat(3), fc.nat(KEYS - 1)), { maxLength: 400 })

it('dict behaves as Map', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (list, strOnly) => {
      const d = D.PyDict_New()
      const model = new Map<Ptr, Ptr>()
      for (const [op, i] of list) {
        const key = keys[strOnly ? i | 1 : i]
        const value = keys[(i + op) % KEYS]
        if (op < 2) {
          D.PyDict_SetItem(d, key, value)
          model.set(key, value)
        } else if (op === 2) {
          if (model.delete(key)) expect(D.PyDict_DelItem(d, key)).toBe(0)
        } else {
          expect(D.PyDict_SetDefault(d, key, value)).toBe(model.get(key) ?? value)
          if (!model.has(key)) model.set(key, value)
        }
      }
      const contents = (o: Ptr): Ptr[][] => {
        const out: Ptr[][] = []
        for (let pos = D.dictNext(o, 0); pos >= 0; pos = D.dictNext(o, pos)) out.push([D.entry.key, D.entry.value])
        return out
      }
      const copy = D.PyDict_Copy(d)
      expect(contents(d)).toEqual([...model])
      expect(contents(copy)).toEqual([...model])
      expect(D.PyDict_GET_SIZE(d)).toBe(model.size)
      for (const key of keys) expect(D.PyDict_GetItemWithError(copy, key)).toBe(model.get(key) ?? 0)
      Py_DECREF(copy)
      Py_DECREF(d)
      allReleased()
    }),
  )
})

it('set behaves as Set', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const s = S.newSet(PySet_Type)
      const model = new Set<Ptr>()
      for (const [op, i] of list) {
        if (op < 2) {
          S.set_add_key(s, keys[i])
          model.add(keys[i])
        } else expect(S.set_discard_key(s, keys[i])).toBe(model.delete(keys[i]) ? 1 : 0)
      }
      for (const key of keys) expect(S.set_contains_key(s, key)).toBe(model.has(key) ? 1 : 0)
      expect(S.setUsed(s)).toBe(model.size)
      Py_DECREF(s)
      allReleased()
    }),
  )
})

it('list behaves as Array', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(30), fc.nat(30), fc.nat(12)), { maxLength: 100 }), (list) => {
      const l = Ls.PyList_New(0)
      const model: Ptr[] = []
      for (const [op, i, j, n] of list) {
        if (op === 0) {
          Ls.PyList_Append(l, keys[i])
          model.push(keys[i])
        } else if (op === 1) {
          Ls.PyList_Insert(l, i, keys[j])
          model.splice(i, 0, keys[j])
        } else {
          const value = op === 2 ? Ls.PyList_New(0) : l
          if (op === 2) for (let k = 0; k < n; k++) Ls.PyList_Append(value, keys[k])
          if (op === 3 && model.length > 100) continue
          const items = op === 2 ? keys.slice(0, n) : [...model]
          list_ass_slice(l, i, j, value)
          const from = Math.min(i, model.length)
          model.splice(from, Math.max(Math.min(j, model.length) - from, 0), ...items)
          if (op === 2) Py_DECREF(value)
        }
      }
      const got = Array.from({ length: Py_SIZE(l) }, (_, i) => Ls.PyList_GET_ITEM(l, i))
      expect(got).toEqual(model)
      Py_DECREF(l)
      allReleased()
    }),
  )
})
