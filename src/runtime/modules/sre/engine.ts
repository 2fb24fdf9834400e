/**
 * The matcher: CPython 3.11's SRE(match) with its explicit stack of contexts, so that no pattern can exhaust the host's
 * stack. Pattern code is read where it lies (word indexes into u32); subject positions are character indexes.
 */
import { u32 } from '../../memory/heap'
import { category, charset, charsetLocale, lowerAscii, lowerLocale, lowerUnicode, unit } from './charset'
import {
  C_AUX,
  C_COUNT,
  C_JUMP,
  C_LAST,
  C_LASTINDEX,
  C_LASTMARK,
  C_PATTERN,
  C_PTR,
  C_SAVED,
  C_SIZE,
  C_TOPLEVEL,
  CALL,
  call,
  callJump,
  callPattern,
  callTop,
  FAIL,
  go,
  J,
  NEXT,
  nextPattern,
  nextPtr,
  SUCCESS,
} from './contexts'
import { MAXREPEAT, OP } from './opcodes'
import { at, countUnits, groupRef, read, type SreState, setMark, step } from './state'

let S = new Int32Array(1 << 14)
let top = 0

function grow(n: number): void {
  if (n <= S.length) return
  const bigger = new Int32Array(Math.max(n, S.length * 2))
  bigger.set(S)
  S = bigger
}

// repeats: count, pattern (word index), previous repeat, last position (-1: none)
const repCount: number[] = []
const repPattern: number[] = []
const repPrev: number[] = []
const repLast: number[] = []
let repTop = 0

function pushRepeat(s: SreState, w: number): number {
  const r = repTop++
  repCount[r] = -1
  repPattern[r] = w
  repPrev[r] = s.repeat
  repLast[r] = -1
  s.repeat = r
  return r
}

function saveLast(s: SreState, c: number): void {
  S[c + C_LASTMARK] = s.lastmark
  S[c + C_LASTINDEX] = s.lastindex
}

function restoreLast(s: SreState, c: number): void {
  s.lastmark = S[c + C_LASTMARK]
  s.lastindex = S[c + C_LASTINDEX]
}

/** Saves the marks on the stack (MARK_PUSH). */
function markPush(s: SreState, c: number): void {
  const n = S[c + C_LASTMARK] + 1
  S[c + C_SAVED] = 1
  grow(top + n + C_SIZE)
  for (let i = 0; i < n; i++) S[top + i] = s.mark[i]
  top += n
}

/** Brings the saved marks back; they stay on the stack (MARK_POP_KEEP). */
function markKeep(s: SreState, c: number): void {
  if (S[c + C_SAVED] === 0) return
  const n = S[c + C_LASTMARK] + 1
  for (let i = 0; i < n; i++) s.mark[i] = S[top - n + i]
}

function markDiscard(c: number): void {
  if (S[c + C_SAVED] === 0) return
  top -= S[c + C_LASTMARK] + 1
  S[c + C_SAVED] = 0
}

function markPop(s: SreState, c: number): void {
  markKeep(s, c)
  markDiscard(c)
}

/** Matches from s.ptr with the code at word index `pattern`: 1, 0, or -1 with an error set. */
export function match(s: SreState, pattern: number, toplevel: boolean): number {
  const base = top
  const repBase = repTop
  const r = run(s, pattern, toplevel ? 1 : 0)
  top = base
  repTop = repBase
  return r
}

function newContext(last: number, jump: number, toplevel: number): number {
  grow(top + C_SIZE)
  const c = top
  top += C_SIZE
  S[c + C_LAST] = last
  S[c + C_JUMP] = jump
  S[c + C_TOPLEVEL] = toplevel
  S[c + C_SAVED] = 0
  return c
}

function run(s: SreState, startPattern: number, toplevel: number): number {
  let c = newContext(-1, J.NONE, toplevel)
  let w = startPattern
  let i = s.ptr
  let state = enter(s, w, i)
  for (;;) {
    if (state === NEXT) {
      w = nextPattern
      i = nextPtr
      state = dispatch(s, c, w, i)
    } else if (state === CALL) {
      if (step()) return -1
      c = newContext(c, callJump, callTop)
      i = s.ptr
      state = enter(s, callPattern, i)
    } else {
      const jump = S[c + C_JUMP]
      const last = S[c + C_LAST]
      top = c
      if (last < 0) return state
      c = last
      state = resume(s, c, jump, state === SUCCESS)
    }
  }
}

/** Start of a context: the info block is only a check. */
function enter(s: SreState, w: number, i: number): number {
  if (u32[w] === OP.INFO) {
    if (u32[w + 3] !== 0 && s.end - i < u32[w + 3]) return FAIL
    return go(w + u32[w + 1] + 1, i)
  }
  return go(w, i)
}

const mayFinish = (s: SreState, c: number, i: number): boolean =>
  S[c + C_TOPLEVEL] === 0 || !((s.matchAll && i !== s.end) || (s.mustAdvance && i === s.start))

/** Runs operations from w at position i until one calls, fails or succeeds. */
function dispatch(s: SreState, c: number, startW: number, startI: number): number {
  const { kind, data, end } = s
  let w = startW
  let i = startI
  for (;;) {
    const op = u32[w++]
    switch (op) {
      case OP.MARK:
        setMark(s, u32[w], i)
        w++
        break
      case OP.LITERAL:
        if (i >= end || read(kind, data, i) !== u32[w]) return FAIL
        w++
        i++
        break
      case OP.SUCCESS:
        if (!mayFinish(s, c, i)) return FAIL
        s.ptr = i
        return SUCCESS
      case OP.AT:
        if (!at(s, i, u32[w])) return FAIL
        w++
        break
      case OP.CATEGORY:
        if (i >= end || !category(u32[w], read(kind, data, i))) return FAIL
        w++
        i++
        break
      case OP.ANY:
        if (i >= end || read(kind, data, i) === 10) return FAIL
        i++
        break
      case OP.ANY_ALL:
        if (i >= end) return FAIL
        i++
        break
      case OP.IN:
        if (i >= end || !charset(w + 1, read(kind, data, i))) return FAIL
        w += u32[w]
        i++
        break
      case OP.IN_IGNORE:
        if (i >= end || !charset(w + 1, lowerAscii(read(kind, data, i)))) return FAIL
        w += u32[w]
        i++
        break
      case OP.IN_UNI_IGNORE:
        if (i >= end || !charset(w + 1, lowerUnicode(read(kind, data, i)))) return FAIL
        w += u32[w]
        i++
        break
      case OP.IN_LOC_IGNORE:
        if (i >= end || !charsetLocale(w + 1, read(kind, data, i))) return FAIL
        w += u32[w]
        i++
        break
      case OP.NOT_LITERAL:
      case OP.LITERAL_IGNORE:
      case OP.NOT_LITERAL_IGNORE:
      case OP.LITERAL_UNI_IGNORE:
      case OP.NOT_LITERAL_UNI_IGNORE:
      case OP.LITERAL_LOC_IGNORE:
      case OP.NOT_LITERAL_LOC_IGNORE:
        if (i >= end || !unit(w - 1, read(kind, data, i))) return FAIL
        w++
        i++
        break
      case OP.GROUPREF:
      case OP.GROUPREF_IGNORE:
      case OP.GROUPREF_UNI_IGNORE:
      case OP.GROUPREF_LOC_IGNORE: {
        const fold =
          op === OP.GROUPREF
            ? null
            : op === OP.GROUPREF_IGNORE
              ? lowerAscii
              : op === OP.GROUPREF_UNI_IGNORE
                ? lowerUnicode
                : lowerLocale
        i = groupRef(s, u32[w], i, fold)
        if (i < 0) return FAIL
        w++
        break
      }
      case OP.GROUPREF_EXISTS: {
        const g = u32[w] * 2
        const exists = g < s.lastmark && s.mark[g] >= 0 && s.mark[g + 1] >= s.mark[g]
        w += exists ? 2 : u32[w + 1]
        break
      }
      case OP.JUMP:
        w += u32[w]
        break
      case OP.FAILURE:
        return FAIL
      case OP.POSSESSIVE_REPEAT_ONE: {
        if (u32[w + 1] > end - i) return FAIL
        s.ptr = i
        const n = countUnits(s, w + 3, u32[w + 2])
        if (n < u32[w + 1]) return FAIL
        i += n
        w += u32[w]
        break
      }
      default:
        return compound(s, c, op, w, i)
    }
  }
}

/** Operations that call sub-patterns; w is behind the operation code. */
function compound(s: SreState, c: number, op: number, w: number, i: number): number {
  S[c + C_PTR] = i
  S[c + C_PATTERN] = w
  const { end } = s
  switch (op) {
    case OP.ASSERT:
      if (i < u32[w + 1]) return FAIL
      s.ptr = i - u32[w + 1]
      return call(J.ASSERT, w + 2, 0)
    case OP.ASSERT_NOT:
      if (i < u32[w + 1]) return go(w + u32[w], i)
      s.ptr = i - u32[w + 1]
      saveLast(s, c)
      if (s.repeat >= 0) markPush(s, c)
      return call(J.ASSERT_NOT, w + 2, 0)
    case OP.BRANCH:
      saveLast(s, c)
      if (s.repeat >= 0) markPush(s, c)
      return branch(s, c, w, i)
    case OP.REPEAT_ONE: {
      if (u32[w + 1] > end - i) return FAIL
      s.ptr = i
      const n = countUnits(s, w + 3, u32[w + 2])
      if (n < u32[w + 1]) return FAIL
      const tail = w + u32[w]
      if (u32[tail] === OP.SUCCESS && i + n === end && mayFinish(s, c, end)) {
        s.ptr = end
        return SUCCESS
      }
      saveLast(s, c)
      if (s.repeat >= 0) markPush(s, c)
      S[c + C_COUNT] = n
      S[c + C_PTR] = i + n
      S[c + C_AUX] = u32[tail] === OP.LITERAL ? u32[tail + 1] : -1
      return repeatOne(s, c, w)
    }
    case OP.MIN_REPEAT_ONE: {
      if (u32[w + 1] > end - i) return FAIL
      s.ptr = i
      let n = 0
      if (u32[w + 1] !== 0) {
        n = countUnits(s, w + 3, u32[w + 1])
        if (n < u32[w + 1]) return FAIL
      }
      if (u32[w + u32[w]] === OP.SUCCESS && mayFinish(s, c, i + n)) {
        s.ptr = i + n
        return SUCCESS
      }
      saveLast(s, c)
      if (s.repeat >= 0) markPush(s, c)
      S[c + C_COUNT] = n
      S[c + C_PTR] = i + n
      return minRepeatOne(s, c, w)
    }
    case OP.REPEAT:
      S[c + C_AUX] = pushRepeat(s, w)
      s.ptr = i
      return call(J.REPEAT, w + u32[w], S[c + C_TOPLEVEL])
    case OP.MAX_UNTIL:
      return maxUntil(s, c, w, i)
    case OP.MIN_UNTIL:
      return minUntil(s, c, w, i)
    case OP.POSSESSIVE_REPEAT:
      s.ptr = i
      S[c + C_AUX] = pushRepeat(s, w)
      S[c + C_COUNT] = 0
      return possessive(s, c, w)
    case OP.ATOMIC_GROUP:
      s.ptr = i
      return call(J.ATOMIC_GROUP, w + 1, 0)
  }
  return FAIL
}

/** Tries the alternatives from word index w on; C_PATTERN remembers the one that runs. */
function branch(s: SreState, c: number, startW: number, i: number): number {
  let w = startW
  for (; u32[w] !== 0; w += u32[w]) {
    const op = u32[w + 1]
    if (op === OP.LITERAL && (i >= s.end || read(s.kind, s.data, i) !== u32[w + 2])) continue
    if (op === OP.IN && (i >= s.end || !charset(w + 3, read(s.kind, s.data, i)))) continue
    S[c + C_PATTERN] = w
    s.ptr = i
    return call(J.BRANCH, w + 1, S[c + C_TOPLEVEL])
  }
  markDiscard(c)
  return FAIL
}

function repeatOne(s: SreState, c: number, w: number): number {
  const min = u32[w + 1]
  let i = S[c + C_PTR]
  let n = S[c + C_COUNT]
  const literal = S[c + C_AUX]
  if (literal !== -1) {
    while (n >= min && (i >= s.end || read(s.kind, s.data, i) !== literal)) {
      i--
      n--
    }
  }
  if (n < min) {
    markDiscard(c)
    return FAIL
  }
  S[c + C_PTR] = i
  S[c + C_COUNT] = n
  s.ptr = i
  return call(J.REPEAT_ONE_1, w + u32[w], S[c + C_TOPLEVEL])
}

function minRepeatOne(s: SreState, c: number, w: number): number {
  const max = u32[w + 2]
  if (max !== MAXREPEAT && S[c + C_COUNT] > max) {
    markDiscard(c)
    return FAIL
  }
  s.ptr = S[c + C_PTR]
  return call(J.MIN_REPEAT_ONE, w + u32[w], S[c + C_TOPLEVEL])
}

function maxUntil(s: SreState, c: number, w: number, i: number): number {
  const r = s.repeat
  S[c + C_AUX] = r
  s.ptr = i
  const n = repCount[r] + 1
  S[c + C_COUNT] = n
  const p = repPattern[r]
  if (n < u32[p + 1]) {
    repCount[r] = n
    return call(J.MAX_UNTIL_1, p + 3, S[c + C_TOPLEVEL])
  }
  if ((n < u32[p + 2] || u32[p + 2] === MAXREPEAT) && i !== repLast[r]) {
    repCount[r] = n
    saveLast(s, c)
    markPush(s, c)
    grow(top + 1 + C_SIZE)
    S[top++] = repLast[r]
    repLast[r] = i
    return call(J.MAX_UNTIL_2, p + 3, S[c + C_TOPLEVEL])
  }
  return untilTail(s, c, w, J.MAX_UNTIL_3)
}

function untilTail(s: SreState, c: number, w: number, jump: number): number {
  s.repeat = repPrev[S[c + C_AUX]]
  return call(jump, w, S[c + C_TOPLEVEL])
}

function minUntil(s: SreState, c: number, w: number, i: number): number {
  const r = s.repeat
  S[c + C_AUX] = r
  s.ptr = i
  const n = repCount[r] + 1
  S[c + C_COUNT] = n
  const p = repPattern[r]
  if (n < u32[p + 1]) {
    repCount[r] = n
    return call(J.MIN_UNTIL_1, p + 3, S[c + C_TOPLEVEL])
  }
  s.repeat = repPrev[r]
  saveLast(s, c)
  if (s.repeat >= 0) markPush(s, c)
  return call(J.MIN_UNTIL_2, w, S[c + C_TOPLEVEL])
}

function possessive(s: SreState, c: number, w: number): number {
  const r = S[c + C_AUX]
  const n = S[c + C_COUNT]
  if (n < u32[w + 1]) return call(J.POSS_REPEAT_1, w + 3, 0)
  if ((n < u32[w + 2] || u32[w + 2] === MAXREPEAT) && s.ptr !== repLast[r]) {
    saveLast(s, c)
    markPush(s, c)
    // stays set: an item that matched nothing ends the repeat
    repLast[r] = s.ptr
    // a failed item may have moved s.ptr
    S[c + C_PTR] = s.ptr
    return call(J.POSS_REPEAT_2, w + 3, 0)
  }
  return possessiveEnd(s, c, w)
}

function dropRepeat(s: SreState, c: number): void {
  s.repeat = repPrev[S[c + C_AUX]]
  repTop = S[c + C_AUX]
}

function possessiveEnd(s: SreState, c: number, w: number): number {
  dropRepeat(s, c)
  // the SUCCESS behind the item is not part of the skip
  return go(w + u32[w] + 1, s.ptr)
}

/** Goes on in context c after the sub-match it called. */
function resume(s: SreState, c: number, jump: number, ok: boolean): number {
  const w = S[c + C_PATTERN]
  const i = S[c + C_PTR]
  switch (jump) {
    case J.ASSERT:
      return ok ? go(w + u32[w], i) : FAIL
    case J.ASSERT_NOT:
      if (ok) {
        markDiscard(c)
        return FAIL
      }
      markPop(s, c)
      restoreLast(s, c)
      return go(w + u32[w], i)
    case J.BRANCH:
      if (ok) {
        markDiscard(c)
        return SUCCESS
      }
      markKeep(s, c)
      restoreLast(s, c)
      return branch(s, c, w + u32[w], i)
    case J.REPEAT_ONE_1:
      if (ok) {
        markDiscard(c)
        return SUCCESS
      }
      markKeep(s, c)
      restoreLast(s, c)
      S[c + C_PTR] = i - 1
      S[c + C_COUNT]--
      return repeatOne(s, c, w)
    case J.MIN_REPEAT_ONE:
      if (ok) {
        markDiscard(c)
        return SUCCESS
      }
      markKeep(s, c)
      restoreLast(s, c)
      s.ptr = i
      if (countUnits(s, w + 3, 1) === 0) {
        markDiscard(c)
        return FAIL
      }
      S[c + C_PTR] = i + 1
      S[c + C_COUNT]++
      return minRepeatOne(s, c, w)
    case J.REPEAT:
      dropRepeat(s, c)
      return ok ? SUCCESS : FAIL
    case J.ATOMIC_GROUP:
      if (ok) return go(w + u32[w], s.ptr)
      s.ptr = i
      return FAIL
  }
  return resumeUntil(s, c, jump, ok, w, i)
}

function resumeUntil(s: SreState, c: number, jump: number, ok: boolean, w: number, i: number): number {
  const r = S[c + C_AUX]
  const n = S[c + C_COUNT]
  switch (jump) {
    case J.MAX_UNTIL_1:
    case J.MIN_UNTIL_1:
      if (ok) return SUCCESS
      repCount[r] = n - 1
      s.ptr = i
      return FAIL
    case J.MAX_UNTIL_2:
      repLast[r] = S[--top]
      if (ok) {
        markDiscard(c)
        return SUCCESS
      }
      markPop(s, c)
      restoreLast(s, c)
      repCount[r] = n - 1
      s.ptr = i
      return untilTail(s, c, w, J.MAX_UNTIL_3)
    case J.MAX_UNTIL_3:
      s.repeat = r
      if (ok) return SUCCESS
      s.ptr = i
      return FAIL
    case J.MIN_UNTIL_2: {
      s.repeat = r
      if (ok) {
        markDiscard(c)
        return SUCCESS
      }
      markPop(s, c)
      restoreLast(s, c)
      s.ptr = i
      const p = repPattern[r]
      if ((n >= u32[p + 2] && u32[p + 2] !== MAXREPEAT) || i === repLast[r]) return FAIL
      repCount[r] = n
      grow(top + 1 + C_SIZE)
      S[top++] = repLast[r]
      repLast[r] = i
      return call(J.MIN_UNTIL_3, p + 3, S[c + C_TOPLEVEL])
    }
    case J.MIN_UNTIL_3:
      repLast[r] = S[--top]
      if (ok) return SUCCESS
      repCount[r] = n - 1
      s.ptr = i
      return FAIL
    case J.POSS_REPEAT_1:
      if (!ok) {
        s.ptr = i
        dropRepeat(s, c)
        return FAIL
      }
      S[c + C_COUNT] = n + 1
      return possessive(s, c, w)
    case J.POSS_REPEAT_2:
      if (ok) {
        markDiscard(c)
        S[c + C_COUNT] = n + 1
        return possessive(s, c, w)
      }
      markPop(s, c)
      restoreLast(s, c)
      s.ptr = i
      return possessiveEnd(s, c, w)
  }
  return FAIL
}
