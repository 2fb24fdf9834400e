/** Calls, method loading, functions and classes. */
import * as op from '../../opcodes'
import type { BlockWriter, InstructionTable } from '../block-writer'
import type { Instr } from '../decode'

function call(e: BlockWriter, ins: Instr, nargs: number): void {
  const s = e.stack
  const kw = e.kwnames
  e.kwnames = '0'
  s.settleBools()
  // everything on the stack is a counted reference while the callee runs, as in CPython
  const methodEntry = s.entry(nargs + 1)
  // anything but NULL there is a method (or a decorator) whose first argument is the entry above it
  const isMethod = methodEntry.k !== 'null' && !(methodEntry.k === 'xown' && methodEntry.isNull === true)
  for (let d = 0; d < s.depth; d++) if (!(d === s.depth - nargs - 2 && methodEntry.k === 'null')) s.own(d)
  e.at(ins, true)
  const base = s.depth - nargs - 2
  const callee = s.entry(nargs)
  const guess = callee.k === 'own' ? callee.known : undefined
  const known = guess?.args === nargs && guess.method === isMethod ? guess.call : undefined
  const vars = Array.from({ length: nargs + 2 }, (_, i) => `s${base + i}`)
  s.entries.length = base
  const args = vars.slice(2)
  let expr: string
  if (kw !== '0' || nargs > 4 || e.input.callEvents) {
    e.w(`p=cpush(${nargs + 2});${args.map((a, i) => `i32[p+${4 + 2 * i}]=${a};`).join('')}`)
    const entry = e.input.callEvents ? 'callArrayProfiled(f,' : 'callArray('
    expr = `${entry}${isMethod ? vars[0] : '0'},${vars[1]},p,${nargs},${kw})`
  } else if (isMethod) expr = `${known ?? `callMethod${nargs}`}(${vars.join(',')})`
  else expr = `${known ?? `call${nargs}`}(${vars.slice(1).join(',')})`
  const d = s.depth
  e.w(`s${d}=${expr};if(s${d}===0)${e.fail(ins)}`)
  s.pushOwn()
}

export const CALLS: InstructionTable = {
  [op.LOAD_METHOD]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const o = s.pop()
    const d = s.depth
    e.w(`t=loadMethod(${o.x},${e.name(arg)},${e.cache(10)});`)
    e.w(`if(t===0){${e.fail(ins, o.owned ? `dec(${o.x});` : '').slice(1)}`)
    // 1: an ordinary attribute, left in METHOD_ATTR; else an unbound method, the object is its self
    e.w(`if(t===1){${o.owned ? `dec(${o.x});` : ''}s${d}=0;s${d + 1}=i32[METHOD_ATTR];}`)
    e.w(`else{s${d + 1}=${o.x};${o.owned ? '' : `i32[s${d + 1}>>2]++;`}s${d}=t;}`)
    s.push({ k: 'xown' })
    s.push({ k: 'own', known: e.input.knownMethods[arg] })
  },
  [op.KW_NAMES]: (e, ins) => {
    const arg = ins.arg
    e.kwnames = e.constant(arg)
  },
  [op.CALL]: (e, ins) => {
    const arg = ins.arg
    call(e, ins, arg)
  },
  [op.CALL_FUNCTION_EX]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    s.ownAll()
    e.at(ins, true)
    const kw = arg & 1 ? s.popOwn() : '0'
    const args = s.popOwn()
    const func = s.popOwn()
    s.pop() // NULL below
    e.fresh(ins, `${e.input.callEvents ? 'callExProfiled(f,' : 'callEx('}${func},${args},${kw})`)
  },
  [op.MAKE_FUNCTION]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, false)
    const code = s.pop()
    const closure = arg & 8 ? s.popOwn() : '0'
    const annotations = arg & 4 ? s.popOwn() : '0'
    const kwdefaults = arg & 2 ? s.popOwn() : '0'
    const defaults = arg & 1 ? s.popOwn() : '0'
    e.result(ins, `makeFunction(f,${code.x},${defaults},${kwdefaults},${annotations},${closure})`, code)
  },
  [op.LOAD_BUILD_CLASS]: (e, ins) => {
    e.fresh(ins, 'loadBuildClass(f)')
  },
  [op.PRINT_EXPR]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const v = s.pop()
    e.status(ins, `printExpr(${v.x})`, v)
  },
}
