/** Jumps, loops, iteration, generators, return. */
import { COSTS } from '../../../profile/costs'
import * as op from '../../opcodes'
import { type InstructionTable, loopCost, W_LOCALSPLUS, W_PREV_INSTR, W_STACKTOP } from '../block-writer'
import { each } from './helpers'

export const CONTROL: InstructionTable = {
  ...each([op.NOP, op.PRECALL, op.RESUME, op.EXTENDED_ARG], (e, ins) => {
    const arg = ins.arg
    if (ins.op === op.RESUME && arg === 0) e.safePoint(ins, COSTS.call)
    if (ins.op === op.RESUME && e.input.callEvents) e.w(e.traced(`traceCall(f,${ins.unit})`))
  }),
  [op.GET_ITER]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const v = s.pop()
    e.result(ins, `getIter(${v.x})`, v)
  },
  [op.GET_YIELD_FROM_ITER]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const v = s.pop()
    e.result(ins, `getYieldFromIter(f,${v.x})`, v)
  },
  [op.RETURN_VALUE]: (e, ins) => {
    const s = e.stack
    const v = s.popOwn()
    e.w(`${e.traced(`traceReturn(f,${ins.unit},${v})`, `dec(${v});`)}ret=${v};break R;`)
  },
  [op.RETURN_GENERATOR]: (e, ins) => {
    const s = e.stack
    e.w(`i32[w+${W_PREV_INSTR}]=${ins.unit};return returnGenerator(f);`)
    s.pushOwn() // the value of the first send
  },
  [op.YIELD_VALUE]: (e, ins) => {
    const s = e.stack
    const v = s.popOwn()
    e.w(`${e.traced(`traceReturn(f,${ins.unit},${v})`, `dec(${v});`)}t=${v};`)
    s.ownAll()
    for (let d = 0; d < s.depth; d++) {
      e.w(`i32[w+${W_LOCALSPLUS + 2 * (e.input.nlocalsplus + d)}]=s${d};`)
    }
    e.w(`i32[w+${W_PREV_INSTR}]=${ins.unit};i32[w+${W_STACKTOP}]=${e.input.nlocalsplus + s.depth};`)
    e.w('return yieldValue(f,t);')
    s.pushOwn() // the value sent in; the next block reads it from the frame
  },
  [op.JUMP_BACKWARD]: (e, ins, b) => {
    const s = e.stack
    s.settleBools()
    s.ownAll()
    e.safePoint(ins, loopCost(b))
    e.go(b, b.succ[0])
  },
  ...each([op.JUMP_FORWARD, op.JUMP_BACKWARD_NO_INTERRUPT], (e, _ins, b) => {
    const s = e.stack
    s.settleBools()
    e.go(b, b.succ[0])
  }),
  ...each([op.POP_JUMP_FORWARD_IF_FALSE, op.POP_JUMP_BACKWARD_IF_FALSE], (e, ins, b) => {
    e.branchOn(b, ins, `!(${e.condition(ins)})`)
  }),
  ...each([op.POP_JUMP_FORWARD_IF_TRUE, op.POP_JUMP_BACKWARD_IF_TRUE], (e, ins, b) => {
    e.branchOn(b, ins, e.condition(ins))
  }),
  ...each(
    [
      op.POP_JUMP_FORWARD_IF_NONE,
      op.POP_JUMP_BACKWARD_IF_NONE,
      op.POP_JUMP_FORWARD_IF_NOT_NONE,
      op.POP_JUMP_BACKWARD_IF_NOT_NONE,
    ],
    (e, ins, b) => {
      const s = e.stack
      s.settleBools()
      const v = s.pop()
      const not = ins.op === op.POP_JUMP_FORWARD_IF_NOT_NONE || ins.op === op.POP_JUMP_BACKWARD_IF_NOT_NONE
      if (v.owned) e.w(`c=${v.x}===PyNone;dec(${v.x});`)
      e.branchOn(b, ins, `${not ? '!' : ''}(${v.owned ? 'c' : `${v.x}===PyNone`})`)
    },
  ),
  ...each([op.JUMP_IF_FALSE_OR_POP, op.JUMP_IF_TRUE_OR_POP], (e, ins, b) => {
    const s = e.stack
    s.ownAll()
    const v = s.peek()
    e.w(`n=truth(${v});if(n<0)${e.fail(ins)}`)
    e.w(`if(n===${ins.op === op.JUMP_IF_FALSE_OR_POP ? 0 : 1}){`)
    e.go(b, b.succ[0])
    e.w(`}else{dec(${v});`)
    s.pop()
    e.go(b, b.succ[1])
    e.w('}')
  }),
  [op.FOR_ITER]: (e, ins, b) => {
    const s = e.stack
    s.ownAll()
    const it = s.peek()
    const d = s.depth
    e.at(ins, true)
    e.w(`t=i32[${it}+8>>2];s${d}=t===RANGEITER?rangeNext(${it}):t===LISTITER?listNext(${it}):iterNext(${it});`)
    e.w(`if(s${d}===0){if(i32[ERR]!==0)${e.fail(ins)}`)
    e.w(`dec(${it});`)
    const before = s.entries.slice()
    s.pop()
    e.go(b, b.succ[0])
    s.entries = before
    e.w('}else{')
    s.pushOwn()
    e.go(b, b.succ[1])
    e.w('}')
  },
  [op.SEND]: (e, ins, b) => {
    const s = e.stack
    s.ownAll()
    const v = s.peek(0)
    const r = s.peek(1)
    e.at(ins, true)
    // consumes v; the receiver stays; status 0 return, 1 yield
    e.w(`t=send(${r},${v});`)
    s.pop()
    e.w(`if(t===0)${e.fail(ins)}`)
    e.w(`if(i32[SEND_STATUS]===0){dec(${r});${r}=t;`)
    e.go(b, b.succ[0])
    e.w(`}else{${v}=t;`)
    s.pushOwn()
    e.go(b, b.succ[1])
    e.w('}')
  },
}
