/** Subscripts, displays, unpacking, formatting and pattern matching. */
import * as op from '../../opcodes'
import type { InstructionTable } from '../block-writer'
import type { Operand } from '../value-stack'
import { each, simple } from './helpers'

/**
 * The test that o is an exact list and k an exact int that is one of its indexes (not counted from the end), and the word
 * of that item; null when the key is another constant.
 */
function listIndex(o: Operand, k: Operand): { test: string; word: string } | null {
  if (o.constant || (k.constant && (k.int === undefined || k.int < 0))) return null
  const list = `i32[${o.x}+8>>2]===LIST`
  const items = `(i32[(${o.x}>>2)+LIST_ITEMS_W]>>2)`
  if (k.int !== undefined) return { test: `${list}&&${k.int}<i32[${o.x}+16>>2]`, word: `${items}+${2 * k.int}` }
  const index = `i32[${k.x}+8>>2]===INT&&i32[${k.x}+16>>2]>>>0<=1&&(n=i32[${k.x}+24>>2])<i32[${o.x}+16>>2]`
  return { test: `${list}&&${index}`, word: `${items}+2*n` }
}

export const BUILDING: InstructionTable = {
  [op.BINARY_SUBSCR]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const k = simple(e, s.pop(), 'y')
    const o = simple(e, s.pop(), 'x')
    const at = listIndex(o, k)
    if (at === null) {
      e.result(ins, `subscr(${o.x},${k.x})`, o, k)
      return
    }
    const target = o.owned || k.owned ? 't' : `s${s.depth}`
    e.w(`if(${at.test}){${target}=i32[${at.word}];i32[${target}>>2]++;}else ${target}=subscr(${o.x},${k.x});`)
    e.resultIn(ins, target, o, k)
  },
  [op.STORE_SUBSCR]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const k = simple(e, s.pop(), 'y')
    const o = simple(e, s.pop(), 'x')
    const v = s.pop()
    const at = listIndex(o, k)
    if (at === null) {
      e.status(ins, `storeSubscr(${o.x},${k.x},${v.x})`, v, o, k)
      return
    }
    // an owned reference moves into the list; the old item goes as in list_ass_item, before the operands
    const drops = e.drop(o, k)
    e.w(
      `if(${at.test}){p=${at.word};t=i32[p];${v.owned ? '' : `i32[${v.x}>>2]++;`}i32[p]=${v.x};${e.dec('t')}${drops}}`,
    )
    e.w(`else{t=storeSubscr(${o.x},${k.x},${v.x});${e.drop(v)}${drops}if(t<0)${e.fail(ins)}}`)
  },
  [op.DELETE_SUBSCR]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const k = s.pop()
    const o = s.pop()
    e.status(ins, `deleteSubscr(${o.x},${k.x})`, o, k)
  },
  ...each([op.BUILD_TUPLE, op.BUILD_LIST, op.BUILD_SET, op.BUILD_STRING, op.BUILD_MAP], (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, false)
    const n = ins.op === op.BUILD_MAP ? arg * 2 : arg
    const f = {
      [op.BUILD_TUPLE]: 'Tuple',
      [op.BUILD_LIST]: 'List',
      [op.BUILD_SET]: 'Set',
      [op.BUILD_STRING]: 'String',
      [op.BUILD_MAP]: 'Map',
    }[ins.op]
    if (n === 0) e.fresh(ins, `build${f}(0,0)`)
    else if (n <= 6 && (ins.op === op.BUILD_TUPLE || ins.op === op.BUILD_LIST)) {
      // the items go where they belong; new lists and tuples have their words zeroed, so the collector may look meanwhile
      s.ownTop(n)
      const list = ins.op === op.BUILD_LIST
      e.w(`t=${list ? 'newList' : 'newTuple'}(${n});if(t===0)${e.fail(ins)}`)
      e.w(list ? 'p=i32[(t>>2)+LIST_ITEMS_W]>>2;' : 'p=(t>>2)+TUPLE_ITEMS_W;')
      const base = s.depth - n
      for (let k = 0; k < n; k++) e.w(`i32[p+${2 * k}]=s${base + k};`)
      s.entries.length = base
      e.w(`s${base}=t;`)
      s.pushOwn()
    } else {
      e.popArray(n)
      e.fresh(ins, `build${f}(p<<2,${arg})`)
    }
  }),
  [op.BUILD_CONST_KEY_MAP]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, false)
    const keys = s.pop() // a constant tuple
    e.popArray(arg)
    e.fresh(ins, `buildConstKeyMap(${keys.x},p<<2,${arg})`)
  },
  [op.BUILD_SLICE]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, false)
    const step = arg === 3 ? s.pop() : { x: 'PyNone', owned: false }
    const stop = s.pop()
    const start = s.pop()
    e.result(ins, `buildSlice(${start.x},${stop.x},${step.x})`, start, stop, step)
  },
  ...each([op.LIST_APPEND, op.SET_ADD], (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, false)
    const v = s.pop()
    const f = ins.op === op.LIST_APPEND ? 'listAppend' : 'setAdd'
    e.status(ins, `${f}(${s.peek(arg - 1)},${v.x})`, v)
  }),
  [op.MAP_ADD]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, false)
    const v = s.pop()
    const k = s.pop()
    e.status(ins, `mapAdd(${s.peek(arg - 1)},${k.x},${v.x})`, k, v)
  },
  ...each([op.LIST_EXTEND, op.SET_UPDATE, op.DICT_UPDATE], (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const v = s.pop()
    const f = ins.op === op.LIST_EXTEND ? 'listExtend' : ins.op === op.SET_UPDATE ? 'setUpdate' : 'dictUpdate'
    e.status(ins, `${f}(${s.peek(arg - 1)},${v.x})`, v)
  }),
  [op.DICT_MERGE]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const v = s.pop()
    e.status(ins, `dictMerge(${s.peek(arg + 1)},${s.peek(arg - 1)},${v.x})`, v)
  },
  [op.LIST_TO_TUPLE]: (e, ins) => {
    const s = e.stack
    e.at(ins, false)
    const v = s.pop()
    e.result(ins, `listToTuple(${v.x})`, v)
  },
  [op.GET_LEN]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    e.fresh(ins, `getLen(${s.peek()})`)
  },
  [op.UNPACK_SEQUENCE]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const v = s.pop()
    const d = s.depth
    if (arg === 2) e.w(`n=unpack2(f,${v.x});`)
    else e.w(`n=unpackSequence(f,${v.x},${arg});`)
    e.w(`${e.drop(v)}if(n<0)${e.fail(ins)}`)
    // items are left on the unpack array in order; the first item ends on top
    for (let i = 0; i < arg; i++) e.w(`s${d + i}=i32[UNPACK+${2 * (arg - 1 - i)}];`)
    for (let i = 0; i < arg; i++) s.pushOwn()
  },
  [op.UNPACK_EX]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const before = arg & 0xff
    const after = arg >> 8
    const v = s.pop()
    const d = s.depth
    const total = before + 1 + after
    e.w(`n=unpackEx(f,${v.x},${before},${after});${e.drop(v)}if(n<0)${e.fail(ins)}`)
    for (let i = 0; i < total; i++) e.w(`s${d + i}=i32[UNPACK+${2 * (total - 1 - i)}];`)
    for (let i = 0; i < total; i++) s.pushOwn()
  },
  [op.FORMAT_VALUE]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const spec = (arg & 4) === 4 ? s.pop() : { x: '0', owned: false }
    const v = s.pop()
    e.result(ins, `formatValue(${v.x},${arg & 3},${spec.x})`, v, spec)
  },
  ...each([op.MATCH_MAPPING, op.MATCH_SEQUENCE], (e, ins) => {
    const s = e.stack
    e.w(`c=${ins.op === op.MATCH_MAPPING ? 'matchMapping' : 'matchSequence'}(${s.peek()});`)
    s.push({ k: 'bool', x: 'c' })
    if (!e.followedByJump(ins)) s.settleBools()
  }),
  [op.MATCH_KEYS]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    e.fresh(ins, `matchKeys(${s.peek(1)},${s.peek(0)})`)
  },
  [op.MATCH_CLASS]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const names = s.pop()
    const type = s.pop()
    const subject = s.pop()
    // attributes tuple, or None when there is no match
    e.result(ins, `matchClass(${subject.x},${type.x},${arg},${names.x})`, subject, type, names)
  },
}
