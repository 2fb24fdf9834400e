/**
 * Operators and comparisons. Exact ints of one digit are tested and computed in the generated text, so that each site
 * has its own type feedback and nothing depends on what V8 decides to inline; everything else is a call.
 */
import * as op from '../../opcodes'
import type { BlockWriter, InstructionTable } from '../block-writer'
import type { Instr } from '../decode'
import type { Operand } from '../value-stack'
import { each, simple } from './helpers'

const BINARY_HELPERS = [
  'add',
  'and',
  'floordiv',
  'lshift',
  'matmul',
  'mul',
  'mod',
  'or',
  'pow',
  'rshift',
  'sub',
  'truediv',
  'xor',
]
const COMPARE = ['Lt', 'Le', 'Eq', 'Ne', 'Gt', 'Ge']
const COMPARE_JS = ['<', '<=', '===', '!==', '>', '>=']
const INPLACE = 13
const ADD = 0

/**
 * The test that the operands are exact one-digit ints and JavaScript expressions of their values; null when one of them
 * is a constant of another type. The test leaves signs in n and m, which the values use.
 */
interface IntPair {
  test: string
  a: string
  b: string
}
const isMedium = (x: string, v: string): string => `i32[${x}+8>>2]===INT&&(${v}=i32[${x}+16>>2])+1>>>0<3`
const value = (x: string, v: string): string => `Math.imul(${v},i32[${x}+24>>2])`

function intPair(a: Operand, b: Operand): IntPair | null {
  if ((a.constant && a.int === undefined) || (b.constant && b.int === undefined)) return null
  if (a.int !== undefined && b.int !== undefined) return null
  if (a.int !== undefined) return { test: isMedium(b.x, 'm'), a: `(${a.int})`, b: value(b.x, 'm') }
  if (b.int !== undefined) return { test: isMedium(a.x, 'n'), a: value(a.x, 'n'), b: `(${b.int})` }
  if (a.x === b.x) return { test: isMedium(a.x, 'n'), a: value(a.x, 'n'), b: value(a.x, 'n') }
  return { test: `${isMedium(a.x, 'n')}&&${isMedium(b.x, 'm')}`, a: value(a.x, 'n'), b: value(b.x, 'm') }
}

/** Expression of the result of an operator on two one-digit ints, or '' when there is no short form. */
function intResult(name: string, p: IntPair, b: Operand): string {
  switch (name) {
    case 'add':
      return `newInt(${p.a}+${p.b}|0)`
    case 'sub':
      return `newInt(${p.a}-${p.b}|0)`
    case 'and':
      return `newInt(${p.a}&${p.b})`
    case 'or':
      return `newInt(${p.a}|${p.b})`
    case 'xor':
      return `newInt(${p.a}^${p.b})`
    case 'mul':
      return `mulInt(${p.a},${p.b})`
    case 'mod':
      return b.int !== undefined && b.int > 0 ? `modInt(${p.a},${b.int})` : ''
    case 'floordiv':
      return b.int !== undefined && b.int > 0 ? `divInt(${p.a},${b.int})` : ''
    case 'rshift':
      return b.int !== undefined && b.int >= 0 ? `newInt(${p.a}>>${Math.min(b.int, 30)})` : ''
    case 'lshift':
      return b.int !== undefined && b.int >= 0 && b.int <= 20 ? `mulInt(${p.a},${2 ** b.int})` : ''
  }
  return ''
}

function binary(e: BlockWriter, ins: Instr): void {
  const s = e.stack
  e.at(ins, false)
  if (appendToLocal(e, ins)) return
  const b = simple(e, s.pop(), 'y')
  const a = simple(e, s.pop(), 'x')
  const inplace = ins.arg >= INPLACE
  const name = BINARY_HELPERS[inplace ? ins.arg - INPLACE : ins.arg]
  const general = `${inplace ? 'i' : 'b'}_${name}(${a.x},${b.x})`
  const pair = intPair(a, b)
  const quick = pair ? intResult(name, pair, b) : ''
  if (!pair || quick === '') {
    e.result(ins, general, a, b)
    return
  }
  const target = a.owned || b.owned ? 't' : `s${s.depth}`
  e.w(`if(${pair.test})${target}=${quick};else ${target}=${general};`)
  e.resultIn(ins, target, a, b)
}

/**
 * `s = s + x` on a local: when both are strs the local's own reference is given up first, so that a str nobody else
 * sees grows in place (CPython's BINARY_OP_INPLACE_ADD_UNICODE). True when the instruction pair has been emitted.
 */
function appendToLocal(e: BlockWriter, ins: Instr): boolean {
  const s = e.stack
  const first = s.entry(1)
  if (first.k !== 'local' || e.input.isGenerator || (ins.arg !== ADD && ins.arg !== INPLACE + ADD)) return false
  const k = e.current.instrs.indexOf(ins)
  const next = e.current.instrs[k + 1]
  if (next?.op !== op.STORE_FAST || next.arg !== first.i || !e.current.assigned?.[first.i]) return false
  const second = s.entry(0)
  if (second.k === 'local' && second.i === first.i) return false
  const l = e.local(first.i)
  const b = s.pop()
  s.pop()
  s.detachLocal(first.i)
  const slot = e.localSlot(first.i)
  const pair = intPair({ x: l, owned: false }, b)
  if (pair) {
    // a one-digit int needs no destructor call on the way: the old value is dropped after the store, as always
    e.w(`if(${pair.test}){t=newInt(${pair.a}+${pair.b}|0);${e.drop(b)}if(t===0)${e.fail(ins)}`)
    e.w(`n=${l};${slot}=${l}=t;${e.dec('n')}}else `)
  }
  if (second.k !== 'const' || b.int === undefined) {
    e.w(`if(bothStr(${l},${b.x})){t=strAppend(${l},${b.x});${slot}=${l}=t;${e.drop(b)}if(t===0)${e.fail(ins)}}else`)
  }
  e.w(`{t=${ins.arg === INPLACE ? 'i_add' : 'b_add'}(${l},${b.x});${e.drop(b)}if(t===0)${e.fail(ins)}`)
  e.w(`n=${l};${slot}=${l}=t;${e.dec('n')}}`)
  e.skip = k + 1
  return true
}

function compare(e: BlockWriter, ins: Instr): void {
  const s = e.stack
  s.settleBools()
  e.at(ins, false)
  const b = simple(e, s.pop(), 'y')
  const a = simple(e, s.pop(), 'x')
  const pair = intPair(a, b)
  const general = `cmp${COMPARE[ins.arg]}(${a.x},${b.x})`
  if (!e.followedByJump(ins)) {
    e.result(ins, `rich${COMPARE[ins.arg]}(${a.x},${b.x})`, a, b)
    return
  }
  // only truth matters: no bool object is made
  const drops = e.drop(a, b)
  if (pair) {
    e.w(`if(${pair.test})c=${pair.a}${COMPARE_JS[ins.arg]}${pair.b};`)
    e.w(`else{n=${general};if(n<0){${drops}${e.fail(ins).slice(1)}c=n===1;}${drops}`)
    s.push({ k: 'bool', x: 'c' })
  } else {
    e.w(`n=${general};${drops}if(n<0)${e.fail(ins)}`)
    s.push({ k: 'bool', x: 'n===1' })
  }
}

const UNARY: Record<number, string> = {
  [op.UNARY_POSITIVE]: 'u_pos',
  [op.UNARY_NEGATIVE]: 'u_neg',
  [op.UNARY_INVERT]: 'u_invert',
  [op.UNARY_NOT]: 'u_not',
}

export const ARITHMETIC: InstructionTable = {
  [op.BINARY_OP]: binary,
  [op.COMPARE_OP]: compare,
  ...each([op.UNARY_POSITIVE, op.UNARY_NEGATIVE, op.UNARY_INVERT, op.UNARY_NOT], (e, ins) => {
    e.at(ins, false)
    const v = e.stack.pop()
    e.result(ins, `${UNARY[ins.op]}(${v.x})`, v)
  }),
  [op.IS_OP]: (e, ins) => {
    const s = e.stack
    const b = s.pop()
    const a = s.pop()
    e.w(`c=${a.x}${ins.arg ? '!==' : '==='}${b.x};${e.drop(a, b)}`)
    s.push({ k: 'bool', x: 'c' })
    if (!e.followedByJump(ins)) s.settleBools()
  },
  [op.CONTAINS_OP]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const container = s.pop()
    const v = s.pop()
    e.w(`n=contains(${container.x},${v.x});${e.drop(v, container)}if(n<0)${e.fail(ins)}`)
    s.push({ k: 'bool', x: ins.arg ? 'n===0' : 'n===1' })
    if (!e.followedByJump(ins)) s.settleBools()
  },
}
