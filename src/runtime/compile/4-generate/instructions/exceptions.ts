/** Raising, handlers, with statements. */
import * as op from '../../opcodes'
import { type InstructionTable, W_PREV_INSTR } from '../block-writer'

export const EXCEPTIONS: InstructionTable = {
  [op.LOAD_ASSERTION_ERROR]: (e, ins) => {
    e.fresh(ins, 'loadAssertionError()')
  },
  [op.RAISE_VARARGS]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    s.ownAll()
    e.at(ins, true)
    const cause = arg === 2 ? s.popOwn() : '0'
    const exc = arg >= 1 ? s.popOwn() : '0'
    // 1: a bare re-raise, which adds no traceback entry
    e.w(`if(doRaise(${exc},${cause})===1){${e.reraise(ins)}}`)
    e.w(e.fail(ins))
  },
  [op.RERAISE]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    const exc = s.popOwn()
    e.w(`i32[w+${W_PREV_INSTR}]=${ins.unit};`)
    if (arg) e.w(`restoreLasti(f,${s.peek(arg - 1)});`)
    e.w(`reraise(${exc});${e.reraise(ins)}`)
  },
  [op.PUSH_EXC_INFO]: (e) => {
    const s = e.stack
    // [exc] -> [previous exc, exc]
    const v = s.popOwn()
    const d = s.depth
    e.w(`t=${v};s${d}=pushExcInfo(t);s${d + 1}=t;`)
    s.pushOwn()
    s.pushOwn()
  },
  [op.POP_EXCEPT]: (e) => {
    const s = e.stack
    const v = s.popOwn()
    e.w(`popExcept(${v});`)
  },
  [op.CHECK_EXC_MATCH]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const type = s.pop()
    e.w(`n=checkExcMatch(${s.peek()},${type.x});${e.drop(type)}if(n<0)${e.fail(ins)}`)
    s.push({ k: 'bool', x: 'n===1' })
    if (!e.followedByJump(ins)) s.settleBools()
  },
  [op.CHECK_EG_MATCH]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const type = s.pop()
    const exc = s.popOwn()
    const d = s.depth
    // leaves rest and match in the unpack array; both owned
    e.w(`n=checkEgMatch(${exc},${type.x});${e.drop(type)}dec(${exc});if(n<0)${e.fail(ins)}`)
    e.w(`s${d}=i32[UNPACK];s${d + 1}=i32[UNPACK+2];`)
    s.pushOwn()
    s.pushOwn()
  },
  [op.PREP_RERAISE_STAR]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const excs = s.pop()
    const orig = s.pop()
    e.result(ins, `prepReraiseStar(${orig.x},${excs.x})`, excs, orig)
  },
  [op.BEFORE_WITH]: (e, ins) => {
    const s = e.stack
    s.ownAll()
    e.at(ins, true)
    const mgr = s.popOwn() // dropped by the callee before __enter__ runs
    const d = s.depth
    e.w(`n=beforeWith(${mgr});if(n<0)${e.fail(ins)}`)
    e.w(`s${d}=i32[UNPACK];s${d + 1}=i32[UNPACK+2];`)
    s.pushOwn()
    s.pushOwn()
  },
  [op.WITH_EXCEPT_START]: (e, ins) => {
    const s = e.stack
    // [exit, lasti, previous, exc] -> + result
    s.ownAll()
    e.at(ins, true)
    e.fresh(ins, `withExceptStart(${s.peek(3)},${s.peek(0)})`)
  },
}
