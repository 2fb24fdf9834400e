/**
 * list.sort: an adaptive stable merge sort with galloping and the powersort merge policy (CPython 3.11
 * Objects/listobject.c, Objects/listsort.txt). Which pairs are compared, and in which order, is visible to Python code
 * that defines __lt__, so every decision below is CPython's. The list is empty while it is sorted; keys and values are
 * worked on in private arrays, and the blocks CPython would allocate are allocated so that traces agree.
 */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'
import { LONG_DIGIT, OB_SIZE } from '../layout'
import { chooseCompare, type LessThan, unsafe_long_compare } from './sort-compare'

const MIN_GALLOP = 7
/** Elements of the merge buffer that CPython keeps on the C stack. */
export const MERGESTATE_TEMP_SIZE = 256

interface Run {
  base: number
  len: number
  power: number
}

/** Sorts keys (and values alongside, where given) in place; false with an error set, contents then still a permutation. */
export function timsort(keys: Int32Array, values: Int32Array | undefined): boolean {
  if (keys.length < 2) return true
  const lt = chooseCompare(keys)
  if (lt === unsafe_long_compare) return sortInts(keys, values)
  return new Sorter(keys, values, lt, values !== undefined).sort()
}

/**
 * One-digit ints: their values are fetched once and sorted with the positions alongside; the same decisions as sorting the
 * objects, but without two loads from scattered objects for each comparison (2 M random ints: 3.3 s before).
 */
function sortInts(keys: Int32Array, values: Int32Array | undefined): boolean {
  const n = keys.length
  const numbers = new Int32Array(n)
  const positions = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    numbers[i] = i32[(keys[i] + OB_SIZE) >> 2] * i32[(keys[i] + LONG_DIGIT) >> 2]
    positions[i] = i
  }
  if (!new Sorter(numbers, positions, lessNumber, values !== undefined).sort()) return false
  for (const array of values ? [keys, values] : [keys]) {
    const old = array.slice()
    for (let i = 0; i < n; i++) array[i] = old[positions[i]]
  }
  return true
}
const lessNumber: LessThan = (v, w) => (v < w ? 1 : 0)

/** One sort in progress. Failing steps return a negative number (an error is set) or false. */
class Sorter {
  private minGallop = MIN_GALLOP
  private readonly pending: Run[] = []
  private tempKeys = new Int32Array(0)
  private tempValues = new Int32Array(0)
  /** Elements that CPython's merge buffer has room for, and its block when it is not on the stack. */
  private allotted: number
  private block: Ptr = 0

  constructor(
    private readonly keys: Int32Array,
    private readonly values: Int32Array | undefined,
    private readonly lt: LessThan,
    /** Does CPython sort two arrays here? Only the sizes of its merge buffer depend on it. */
    private readonly keyed: boolean,
  ) {
    this.allotted = keyed ? Math.min((keys.length + 1) >> 1, MERGESTATE_TEMP_SIZE >> 1) : MERGESTATE_TEMP_SIZE
  }

  sort(): boolean {
    const n = this.keys.length
    const ok = this.runs(n) && this.collapseAll()
    if (this.block !== 0) memFree(this.block)
    return ok
  }

  private runs(total: number): boolean {
    const minrun = computeMinrun(total)
    for (let lo = 0, left = total; left > 0; ) {
      let n = this.countRun(lo, total)
      if (n < 0) {
        n = -n - 1
        if (n === 0) return false
        this.reverse(lo, lo + n)
      }
      if (n < minrun) {
        const force = left <= minrun ? left : minrun
        if (!this.binarySort(lo, lo + force, lo + n)) return false
        n = force
      }
      if (!this.foundNewRun(n, total)) return false
      this.pending.push({ base: lo, len: n, power: 0 })
      lo += n
      left -= n
    }
    return true
  }

  private reverse(lo: number, hi: number): void {
    this.keys.subarray(lo, hi).reverse()
    this.values?.subarray(lo, hi).reverse()
  }

  /** Length n of the run at lo; -n - 1 when it is strictly descending; -1 on error. */
  private countRun(lo: number, hi: number): number {
    const { keys, lt } = this
    if (lo + 1 === hi) return 1
    let i = lo + 1
    const descending = lt(keys[i], keys[i - 1])
    if (descending < 0) return -1
    for (i++; i < hi; i++) {
      const k = lt(keys[i], keys[i - 1])
      if (k < 0) return -1
      if (k !== descending) break
    }
    return descending ? -(i - lo) - 1 : i - lo
  }

  private binarySort(lo: number, hi: number, start: number): boolean {
    const { keys, values, lt } = this
    if (start === lo) start++
    for (; start < hi; start++) {
      let l = lo
      let r = start
      const pivot = keys[start]
      do {
        const p = l + ((r - l) >> 1)
        const k = lt(pivot, keys[p])
        if (k < 0) return false
        if (k) r = p
        else l = p + 1
      } while (l < r)
      keys.copyWithin(l + 1, l, start)
      keys[l] = pivot
      if (values) {
        const v = values[start]
        values.copyWithin(l + 1, l, start)
        values[l] = v
      }
    }
    return true
  }

  private foundNewRun(n2: number, total: number): boolean {
    const { pending } = this
    if (pending.length === 0) return true
    const last = pending[pending.length - 1]
    const power = powerloop(last.base, last.len, n2, total)
    while (pending.length > 1 && pending[pending.length - 2].power > power) {
      if (!this.mergeAt(pending.length - 2)) return false
    }
    pending[pending.length - 1].power = power
    return true
  }

  private collapseAll(): boolean {
    const { pending } = this
    while (pending.length > 1) {
      let n = pending.length - 2
      if (n > 0 && pending[n - 1].len < pending[n + 1].len) n--
      if (!this.mergeAt(n)) return false
    }
    return true
  }

  /** Merges runs i and i + 1. */
  private mergeAt(i: number): boolean {
    const { keys, pending } = this
    let a = pending[i].base
    let na = pending[i].len
    const b = pending[i + 1].base
    let nb = pending[i + 1].len
    pending[i].len = na + nb
    pending.splice(i + 1, 1)
    const k = this.gallopRight(keys[b], keys, a, na, 0)
    if (k < 0) return false
    a += k
    na -= k
    if (na === 0) return true
    nb = this.gallopLeft(keys[a + na - 1], keys, b, nb, nb - 1)
    if (nb <= 0) return nb === 0
    return na <= nb ? this.mergeLo(a, na, b, nb) : this.mergeHi(a, na, b, nb)
  }

  /** Position in a[base .. base + n) before which key belongs, left of equal ones; -1 on error. */
  private gallopLeft(key: Ptr, a: Int32Array, base: number, n: number, hint: number): number {
    const { lt } = this
    let last = 0
    let ofs = 1
    let k = lt(a[base + hint], key)
    if (k < 0) return -1
    if (k) {
      const max = n - hint
      while (ofs < max) {
        k = lt(a[base + hint + ofs], key)
        if (k < 0) return -1
        if (!k) break
        last = ofs
        ofs = ofs * 2 + 1
      }
      if (ofs > max) ofs = max
      last += hint
      ofs += hint
    } else {
      const max = hint + 1
      while (ofs < max) {
        k = lt(a[base + hint - ofs], key)
        if (k < 0) return -1
        if (k) break
        last = ofs
        ofs = ofs * 2 + 1
      }
      if (ofs > max) ofs = max
      const t = last
      last = hint - ofs
      ofs = hint - t
    }
    last++
    while (last < ofs) {
      const m = last + ((ofs - last) >> 1)
      k = lt(a[base + m], key)
      if (k < 0) return -1
      if (k) last = m + 1
      else ofs = m
    }
    return ofs
  }

  /** As gallopLeft, but right of equal ones. */
  private gallopRight(key: Ptr, a: Int32Array, base: number, n: number, hint: number): number {
    const { lt } = this
    let last = 0
    let ofs = 1
    let k = lt(key, a[base + hint])
    if (k < 0) return -1
    if (k) {
      const max = hint + 1
      while (ofs < max) {
        k = lt(key, a[base + hint - ofs])
        if (k < 0) return -1
        if (!k) break
        last = ofs
        ofs = ofs * 2 + 1
      }
      if (ofs > max) ofs = max
      const t = last
      last = hint - ofs
      ofs = hint - t
    } else {
      const max = n - hint
      while (ofs < max) {
        k = lt(key, a[base + hint + ofs])
        if (k < 0) return -1
        if (k) break
        last = ofs
        ofs = ofs * 2 + 1
      }
      if (ofs > max) ofs = max
      last += hint
      ofs += hint
    }
    last++
    while (last < ofs) {
      const m = last + ((ofs - last) >> 1)
      k = lt(key, a[base + m])
      if (k < 0) return -1
      if (k) ofs = m
      else last = m + 1
    }
    return ofs
  }

  /** Copies n elements at `from` into the merge buffer; false + MemoryError when CPython's buffer cannot grow. */
  private fillTemp(from: number, n: number): boolean {
    if (n > this.allotted) {
      if (this.block !== 0) memFree(this.block)
      this.block = memMalloc(n * 8 * (this.keyed ? 2 : 1))
      if (this.block === 0) return PyErr_NoMemory() !== 0
      this.allotted = n
    }
    if (this.tempKeys.length < n) {
      this.tempKeys = new Int32Array(n)
      if (this.values) this.tempValues = new Int32Array(n)
    }
    this.tempKeys.set(this.keys.subarray(from, from + n))
    if (this.values) this.tempValues.set(this.values.subarray(from, from + n))
    return true
  }

  private fromTemp(to: number, from: number, n: number): void {
    this.keys.set(this.tempKeys.subarray(from, from + n), to)
    this.values?.set(this.tempValues.subarray(from, from + n), to)
  }

  private move(to: number, from: number, n: number): void {
    this.keys.copyWithin(to, from, from + n)
    this.values?.copyWithin(to, from, from + n)
  }

  /** Merges adjacent runs, left to right, the left one (na <= nb) in the buffer. */
  private mergeLo(a: number, na: number, b: number, nb: number): boolean {
    const { keys, values, lt } = this
    if (!this.fillTemp(a, na)) return false
    const { tempKeys, tempValues } = this
    let dest = a
    let t = 0
    const takeB = (): void => {
      if (values) values[dest] = values[b]
      keys[dest++] = keys[b++]
    }
    const takeA = (): void => {
      if (values) values[dest] = tempValues[t]
      keys[dest++] = tempKeys[t++]
    }
    const succeed = (result: boolean): boolean => {
      if (na > 0) this.fromTemp(dest, t, na)
      return result
    }
    const copyB = (): boolean => {
      this.move(dest, b, nb)
      this.fromTemp(dest + nb, t, 1)
      return true
    }
    takeB()
    nb--
    if (nb === 0) return succeed(true)
    if (na === 1) return copyB()
    let minGallop = this.minGallop
    for (;;) {
      let acount = 0
      let bcount = 0
      for (;;) {
        const k = lt(keys[b], tempKeys[t])
        if (k < 0) return succeed(false)
        if (k) {
          takeB()
          bcount++
          acount = 0
          nb--
          if (nb === 0) return succeed(true)
          if (bcount >= minGallop) break
        } else {
          takeA()
          acount++
          bcount = 0
          na--
          if (na === 1) return copyB()
          if (acount >= minGallop) break
        }
      }
      minGallop++
      do {
        if (minGallop > 1) minGallop--
        this.minGallop = minGallop
        acount = this.gallopRight(keys[b], tempKeys, t, na, 0)
        if (acount < 0) return succeed(false)
        if (acount > 0) {
          this.fromTemp(dest, t, acount)
          dest += acount
          t += acount
          na -= acount
          if (na === 1) return copyB()
          if (na === 0) return succeed(true)
        }
        takeB()
        nb--
        if (nb === 0) return succeed(true)
        bcount = this.gallopLeft(tempKeys[t], keys, b, nb, 0)
        if (bcount < 0) return succeed(false)
        if (bcount > 0) {
          this.move(dest, b, bcount)
          dest += bcount
          b += bcount
          nb -= bcount
          if (nb === 0) return succeed(true)
        }
        takeA()
        na--
        if (na === 1) return copyB()
      } while (acount >= MIN_GALLOP || bcount >= MIN_GALLOP)
      minGallop++
      this.minGallop = minGallop
    }
  }

  /** Merges adjacent runs, right to left, the right one (na > nb) in the buffer. */
  private mergeHi(baseA: number, na: number, b: number, nb: number): boolean {
    const { keys, values, lt } = this
    if (!this.fillTemp(b, nb)) return false
    const { tempKeys, tempValues } = this
    let dest = b + nb - 1
    let a = baseA + na - 1
    let t = nb - 1
    const takeA = (): void => {
      if (values) values[dest] = values[a]
      keys[dest--] = keys[a--]
    }
    const takeB = (): void => {
      if (values) values[dest] = tempValues[t]
      keys[dest--] = tempKeys[t--]
    }
    const succeed = (result: boolean): boolean => {
      if (nb > 0) this.fromTemp(dest - (nb - 1), 0, nb)
      return result
    }
    const copyA = (): boolean => {
      this.move(dest + 1 - na, a + 1 - na, na)
      dest -= na
      a -= na
      this.fromTemp(dest, t, 1)
      return true
    }
    takeA()
    na--
    if (na === 0) return succeed(true)
    if (nb === 1) return copyA()
    let minGallop = this.minGallop
    for (;;) {
      let acount = 0
      let bcount = 0
      for (;;) {
        const k = lt(tempKeys[t], keys[a])
        if (k < 0) return succeed(false)
        if (k) {
          takeA()
          acount++
          bcount = 0
          na--
          if (na === 0) return succeed(true)
          if (acount >= minGallop) break
        } else {
          takeB()
          bcount++
          acount = 0
          nb--
          if (nb === 1) return copyA()
          if (bcount >= minGallop) break
        }
      }
      minGallop++
      do {
        if (minGallop > 1) minGallop--
        this.minGallop = minGallop
        let k = this.gallopRight(tempKeys[t], keys, baseA, na, na - 1)
        if (k < 0) return succeed(false)
        acount = na - k
        if (acount > 0) {
          dest -= acount
          a -= acount
          this.move(dest + 1, a + 1, acount)
          na -= acount
          if (na === 0) return succeed(true)
        }
        takeB()
        nb--
        if (nb === 1) return copyA()
        k = this.gallopLeft(keys[a], tempKeys, 0, nb, nb - 1)
        if (k < 0) return succeed(false)
        bcount = nb - k
        if (bcount > 0) {
          dest -= bcount
          t -= bcount
          this.fromTemp(dest + 1, t + 1, bcount)
          nb -= bcount
          if (nb === 1) return copyA()
          if (nb === 0) return succeed(true)
        }
        takeA()
        na--
        if (na === 0) return succeed(true)
      } while (acount >= MIN_GALLOP || bcount >= MIN_GALLOP)
      minGallop++
      this.minGallop = minGallop
    }
  }
}

function computeMinrun(n: number): number {
  let r = 0
  while (n >= 64) {
    r |= n & 1
    n >>= 1
  }
  return n + r
}

/** Depth at which two adjacent runs meet in the ideal merge tree over n elements. */
function powerloop(s1: number, n1: number, n2: number, n: number): number {
  let result = 0
  let a = 2 * s1 + n1
  let b = a + n1 + n2
  for (;;) {
    result++
    if (a >= n) {
      a -= n
      b -= n
    } else if (b >= n) return result
    a *= 2
    b *= 2
  }
}
