/**
 * list.sort: an adaptive stable merge sort with galloping and the powersort merge policy (CPython 3.11
 * Objects/listobject.c, Objects/listsort.txt). Which pairs are compared, and in which order, is visible to Python code
 * that defines __lt__, so every decision below is CPython's, and the blocks CPython would allocate are allocated.
 *
 * What is moved about is not the references but pairs of a number and a position: the number is monotonous in the key (see
 * sort-prefix.ts), so that most comparisons need no look at scattered objects; equal numbers ask the keys at the positions.
 * Keys and values are put in order at the end.
 */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'
import type { LessThan } from './sort-compare'
import { preSortCheck } from './sort-prefix'

const MIN_GALLOP = 7
/** Elements of the merge buffer that CPython keeps on the C stack. */
export const MERGESTATE_TEMP_SIZE = 256
/** Runs that can be pending at a time (MAX_MERGE_PENDING). */
const MAX_PENDING = 85
/** Arrays for more elements than this are not kept for the next sort. */
const KEPT = 1 << 16

/** One sort in progress. Steps that can fail return a negative number (an error is set) or false. */
class Sorter {
  numbers = new Float64Array(64)
  private places = new Int32Array(64)
  private tempNumbers = new Float64Array(32)
  private tempPlaces = new Int32Array(32)
  private readonly runBase = new Int32Array(MAX_PENDING)
  private readonly runLength = new Int32Array(MAX_PENDING)
  private readonly runPower = new Int32Array(MAX_PENDING)
  private pending = 0
  private keys: Ptr = 0
  private lt: LessThan | null = null
  private moved = false
  private minGallop = MIN_GALLOP
  /** Elements that CPython's merge buffer has room for, its bytes for each, and its block when it is not on the stack. */
  private allotted = 0
  private elementBytes = 8
  private block: Ptr = 0

  /** Sorts n keys at an address, and values along with them (0: none); false with an error set. */
  sort(keys: Ptr, values: Ptr, n: number): boolean {
    if (this.numbers.length < n) {
      this.numbers = new Float64Array(n)
      this.places = new Int32Array(n)
    }
    this.keys = keys
    this.lt = preSortCheck(keys, n, this.numbers)
    const { places } = this
    for (let i = 0; i < n; i++) places[i] = i
    this.pending = 0
    this.moved = false
    this.minGallop = MIN_GALLOP
    this.allotted = values === 0 ? MERGESTATE_TEMP_SIZE : Math.min((n + 1) >> 1, MERGESTATE_TEMP_SIZE >> 1)
    this.elementBytes = values === 0 ? 8 : 16
    const ok = this.runs(n) && this.collapseAll()
    if (this.block !== 0) {
      memFree(this.block)
      this.block = 0
    }
    if (this.moved) {
      this.arrange(keys, n)
      if (values !== 0) this.arrange(values, n)
    }
    if (n > KEPT) this.shrink()
    return ok
  }

  /** Puts the references at an address into the order found. */
  private arrange(items: Ptr, n: number): void {
    const { numbers, places } = this
    const w = items >> 2
    // the numbers have served
    for (let i = 0; i < n; i++) numbers[i] = i32[w + 2 * i]
    for (let i = 0; i < n; i++) i32[w + 2 * i] = numbers[places[i]]
  }

  private shrink(): void {
    this.numbers = new Float64Array(64)
    this.places = new Int32Array(64)
    this.tempNumbers = new Float64Array(32)
    this.tempPlaces = new Int32Array(32)
  }

  /** Is the key of place p less than the key of place q? Their numbers are equal. */
  private tie(p: number, q: number): number {
    if (this.lt === null) return 0
    const w = this.keys >> 2
    return this.lt(i32[w + 2 * p], i32[w + 2 * q])
  }

  /** 1, 0 or -1. */
  private less(a: number, p: number, b: number, q: number): number {
    return a < b ? 1 : a === b ? this.tie(p, q) : 0
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
      if (this.pending !== 0 && !this.foundNewRun(n, total)) return false
      this.runBase[this.pending] = lo
      this.runLength[this.pending++] = n
      lo += n
      left -= n
    }
    return true
  }

  private reverse(lo: number, hi: number): void {
    const { numbers, places } = this
    this.moved = true
    for (hi--; lo < hi; lo++, hi--) {
      const a = numbers[lo]
      numbers[lo] = numbers[hi]
      numbers[hi] = a
      const p = places[lo]
      places[lo] = places[hi]
      places[hi] = p
    }
  }

  /** Length n of the run at lo; -n - 1 when it is strictly descending; -1 on error. */
  private countRun(lo: number, hi: number): number {
    const { numbers, places } = this
    if (lo + 1 === hi) return 1
    let i = lo + 1
    const descending = this.less(numbers[i], places[i], numbers[i - 1], places[i - 1])
    if (descending < 0) return -1
    for (i++; i < hi; i++) {
      const k = this.less(numbers[i], places[i], numbers[i - 1], places[i - 1])
      if (k < 0) return -1
      if (k !== descending) break
    }
    return descending ? -(i - lo) - 1 : i - lo
  }

  private binarySort(lo: number, hi: number, start: number): boolean {
    const { numbers, places } = this
    if (start === lo) start++
    for (; start < hi; start++) {
      let l = lo
      let r = start
      const pivot = numbers[start]
      const place = places[start]
      do {
        const m = (l + r) >> 1
        const k = this.less(pivot, place, numbers[m], places[m])
        if (k < 0) return false
        if (k) r = m
        else l = m + 1
      } while (l < r)
      if (l === start) continue
      this.moved = true
      for (let i = start; i > l; i--) {
        numbers[i] = numbers[i - 1]
        places[i] = places[i - 1]
      }
      numbers[l] = pivot
      places[l] = place
    }
    return true
  }

  private foundNewRun(n2: number, total: number): boolean {
    const { runBase, runLength, runPower } = this
    const last = this.pending - 1
    const power = powerloop(runBase[last], runLength[last], n2, total)
    while (this.pending > 1 && runPower[this.pending - 2] > power) {
      if (!this.mergeAt(this.pending - 2)) return false
    }
    runPower[this.pending - 1] = power
    return true
  }

  private collapseAll(): boolean {
    const { runLength } = this
    while (this.pending > 1) {
      let n = this.pending - 2
      if (n > 0 && runLength[n - 1] < runLength[n + 1]) n--
      if (!this.mergeAt(n)) return false
    }
    return true
  }

  /** Merges runs i and i + 1. */
  private mergeAt(i: number): boolean {
    const { numbers, places, runBase, runLength, runPower } = this
    let a = runBase[i]
    let na = runLength[i]
    const b = runBase[i + 1]
    let nb = runLength[i + 1]
    runLength[i] = na + nb
    this.pending--
    if (i + 1 < this.pending) {
      // i is the third from the top: the last run moves down
      runBase[i + 1] = runBase[i + 2]
      runLength[i + 1] = runLength[i + 2]
      runPower[i + 1] = runPower[i + 2]
    }
    const k = this.gallopRight(numbers, places, b, numbers, places, a, na, 0)
    if (k < 0) return false
    a += k
    na -= k
    if (na === 0) return true
    nb = this.gallopLeft(numbers, places, a + na - 1, numbers, places, b, nb, nb - 1)
    if (nb <= 0) return nb === 0
    this.moved = true
    return na <= nb ? this.mergeLo(a, na, b, nb) : this.mergeHi(a, na, b, nb)
  }

  /**
   * Position in the n elements of (numbers, places) from base on before which the key at k of (keyNumbers, keyPlaces)
   * belongs, left of equal ones; -1 on error.
   */
  private gallopLeft(
    keyNumbers: Float64Array,
    keyPlaces: Int32Array,
    k: number,
    numbers: Float64Array,
    places: Int32Array,
    base: number,
    n: number,
    hint: number,
  ): number {
    const key = keyNumbers[k]
    const place = keyPlaces[k]
    let last = 0
    let ofs = 1
    let c = this.less(numbers[base + hint], places[base + hint], key, place)
    if (c < 0) return -1
    if (c) {
      const max = n - hint
      while (ofs < max) {
        const at = base + hint + ofs
        c = this.less(numbers[at], places[at], key, place)
        if (c < 0) return -1
        if (!c) break
        last = ofs
        ofs = ofs * 2 + 1
      }
      if (ofs > max) ofs = max
      last += hint
      ofs += hint
    } else {
      const max = hint + 1
      while (ofs < max) {
        const at = base + hint - ofs
        c = this.less(numbers[at], places[at], key, place)
        if (c < 0) return -1
        if (c) break
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
      c = this.less(numbers[base + m], places[base + m], key, place)
      if (c < 0) return -1
      if (c) last = m + 1
      else ofs = m
    }
    return ofs
  }

  /** As gallopLeft, but right of equal ones. */
  private gallopRight(
    keyNumbers: Float64Array,
    keyPlaces: Int32Array,
    k: number,
    numbers: Float64Array,
    places: Int32Array,
    base: number,
    n: number,
    hint: number,
  ): number {
    const key = keyNumbers[k]
    const place = keyPlaces[k]
    let last = 0
    let ofs = 1
    let c = this.less(key, place, numbers[base + hint], places[base + hint])
    if (c < 0) return -1
    if (c) {
      const max = hint + 1
      while (ofs < max) {
        const at = base + hint - ofs
        c = this.less(key, place, numbers[at], places[at])
        if (c < 0) return -1
        if (!c) break
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
        const at = base + hint + ofs
        c = this.less(key, place, numbers[at], places[at])
        if (c < 0) return -1
        if (c) break
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
      c = this.less(key, place, numbers[base + m], places[base + m])
      if (c < 0) return -1
      if (c) ofs = m
      else last = m + 1
    }
    return ofs
  }

  /** Copies n elements at `from` into the merge buffer; false + MemoryError when CPython's buffer cannot grow. */
  private fillTemp(from: number, n: number): boolean {
    if (n > this.allotted) {
      if (this.block !== 0) memFree(this.block)
      this.block = memMalloc(n * this.elementBytes)
      if (this.block === 0) return PyErr_NoMemory() !== 0
      this.allotted = n
    }
    if (this.tempNumbers.length < n) {
      this.tempNumbers = new Float64Array(n)
      this.tempPlaces = new Int32Array(n)
    }
    const { numbers, places, tempNumbers, tempPlaces } = this
    for (let i = 0; i < n; i++) {
      tempNumbers[i] = numbers[from + i]
      tempPlaces[i] = places[from + i]
    }
    return true
  }

  private fromTemp(to: number, from: number, n: number): void {
    const { numbers, places, tempNumbers, tempPlaces } = this
    for (let i = 0; i < n; i++) {
      numbers[to + i] = tempNumbers[from + i]
      places[to + i] = tempPlaces[from + i]
    }
  }

  /** Moves n elements; the areas may overlap. */
  private move(to: number, from: number, n: number): void {
    const { numbers, places } = this
    if (to < from) {
      for (let i = 0; i < n; i++) {
        numbers[to + i] = numbers[from + i]
        places[to + i] = places[from + i]
      }
    } else {
      for (let i = n - 1; i >= 0; i--) {
        numbers[to + i] = numbers[from + i]
        places[to + i] = places[from + i]
      }
    }
  }

  /** mergeLo is over: what is left in the buffer goes behind the merged elements. */
  private endLo(dest: number, t: number, na: number, ok: boolean): boolean {
    this.fromTemp(dest, t, na)
    return ok
  }

  /** The last element of the left run goes behind the rest of the right one. */
  private copyB(dest: number, b: number, nb: number, t: number): boolean {
    this.move(dest, b, nb)
    this.fromTemp(dest + nb, t, 1)
    return true
  }

  /** Merges adjacent runs, left to right, the left one (na <= nb) in the buffer. */
  private mergeLo(a: number, na: number, b: number, nb: number): boolean {
    if (!this.fillTemp(a, na)) return false
    const { numbers, places, tempNumbers, tempPlaces } = this
    let dest = a
    let t = 0
    numbers[dest] = numbers[b]
    places[dest++] = places[b++]
    nb--
    if (nb === 0) return this.endLo(dest, t, na, true)
    if (na === 1) return this.copyB(dest, b, nb, t)
    let minGallop = this.minGallop
    for (;;) {
      let acount = 0
      let bcount = 0
      for (;;) {
        const k = this.less(numbers[b], places[b], tempNumbers[t], tempPlaces[t])
        if (k < 0) return this.endLo(dest, t, na, false)
        if (k) {
          numbers[dest] = numbers[b]
          places[dest++] = places[b++]
          bcount++
          acount = 0
          nb--
          if (nb === 0) return this.endLo(dest, t, na, true)
          if (bcount >= minGallop) break
        } else {
          numbers[dest] = tempNumbers[t]
          places[dest++] = tempPlaces[t++]
          acount++
          bcount = 0
          na--
          if (na === 1) return this.copyB(dest, b, nb, t)
          if (acount >= minGallop) break
        }
      }
      minGallop++
      do {
        if (minGallop > 1) minGallop--
        this.minGallop = minGallop
        acount = this.gallopRight(numbers, places, b, tempNumbers, tempPlaces, t, na, 0)
        if (acount < 0) return this.endLo(dest, t, na, false)
        if (acount > 0) {
          this.fromTemp(dest, t, acount)
          dest += acount
          t += acount
          na -= acount
          if (na === 1) return this.copyB(dest, b, nb, t)
          if (na === 0) return true
        }
        numbers[dest] = numbers[b]
        places[dest++] = places[b++]
        nb--
        if (nb === 0) return this.endLo(dest, t, na, true)
        bcount = this.gallopLeft(tempNumbers, tempPlaces, t, numbers, places, b, nb, 0)
        if (bcount < 0) return this.endLo(dest, t, na, false)
        if (bcount > 0) {
          this.move(dest, b, bcount)
          dest += bcount
          b += bcount
          nb -= bcount
          if (nb === 0) return this.endLo(dest, t, na, true)
        }
        numbers[dest] = tempNumbers[t]
        places[dest++] = tempPlaces[t++]
        na--
        if (na === 1) return this.copyB(dest, b, nb, t)
      } while (acount >= MIN_GALLOP || bcount >= MIN_GALLOP)
      minGallop++
      this.minGallop = minGallop
    }
  }

  /** mergeHi is over: what is left in the buffer goes in front of the merged elements. */
  private endHi(dest: number, nb: number, ok: boolean): boolean {
    this.fromTemp(dest - (nb - 1), 0, nb)
    return ok
  }

  /** The first element of the right run goes in front of the rest of the left one. */
  private copyA(dest: number, a: number, na: number, t: number): boolean {
    this.move(dest + 1 - na, a + 1 - na, na)
    this.fromTemp(dest - na, t, 1)
    return true
  }

  /** Merges adjacent runs, right to left, the right one (na > nb) in the buffer. */
  private mergeHi(baseA: number, na: number, b: number, nb: number): boolean {
    if (!this.fillTemp(b, nb)) return false
    const { numbers, places, tempNumbers, tempPlaces } = this
    let dest = b + nb - 1
    let a = baseA + na - 1
    let t = nb - 1
    numbers[dest] = numbers[a]
    places[dest--] = places[a--]
    na--
    if (na === 0) return this.endHi(dest, nb, true)
    if (nb === 1) return this.copyA(dest, a, na, t)
    let minGallop = this.minGallop
    for (;;) {
      let acount = 0
      let bcount = 0
      for (;;) {
        const k = this.less(tempNumbers[t], tempPlaces[t], numbers[a], places[a])
        if (k < 0) return this.endHi(dest, nb, false)
        if (k) {
          numbers[dest] = numbers[a]
          places[dest--] = places[a--]
          acount++
          bcount = 0
          na--
          if (na === 0) return this.endHi(dest, nb, true)
          if (acount >= minGallop) break
        } else {
          numbers[dest] = tempNumbers[t]
          places[dest--] = tempPlaces[t--]
          bcount++
          acount = 0
          nb--
          if (nb === 1) return this.copyA(dest, a, na, t)
          if (bcount >= minGallop) break
        }
      }
      minGallop++
      do {
        if (minGallop > 1) minGallop--
        this.minGallop = minGallop
        let k = this.gallopRight(tempNumbers, tempPlaces, t, numbers, places, baseA, na, na - 1)
        if (k < 0) return this.endHi(dest, nb, false)
        acount = na - k
        if (acount > 0) {
          dest -= acount
          a -= acount
          this.move(dest + 1, a + 1, acount)
          na -= acount
          if (na === 0) return this.endHi(dest, nb, true)
        }
        numbers[dest] = tempNumbers[t]
        places[dest--] = tempPlaces[t--]
        nb--
        if (nb === 1) return this.copyA(dest, a, na, t)
        k = this.gallopLeft(numbers, places, a, tempNumbers, tempPlaces, 0, nb, nb - 1)
        if (k < 0) return this.endHi(dest, nb, false)
        bcount = nb - k
        if (bcount > 0) {
          dest -= bcount
          t -= bcount
          this.fromTemp(dest + 1, t + 1, bcount)
          nb -= bcount
          if (nb === 1) return this.copyA(dest, a, na, t)
          if (nb === 0) return true
        }
        numbers[dest] = numbers[a]
        places[dest--] = places[a--]
        na--
        if (na === 0) return this.endHi(dest, nb, true)
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

/** Sorters by depth: a comparison may run Python code that sorts. They are kept for their arrays. */
const sorters: Sorter[] = [new Sorter()]
let depth = 0

/**
 * Sorts the n references at keys in place, and those at values (0: none) alongside; false with an error set, contents then
 * still a permutation.
 */
export function timsort(keys: Ptr, values: Ptr, n: number): boolean {
  if (n < 2) return true
  if (depth === sorters.length) sorters.push(new Sorter())
  const sorter = sorters[depth++]
  const ok = sorter.sort(keys, values, n)
  depth--
  return ok
}
