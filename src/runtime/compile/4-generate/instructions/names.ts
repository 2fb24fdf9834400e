/** Locals, cells, globals, attributes, imports and the plain movements of the value stack. */
import * as op from '../../opcodes'
import { type BlockWriter, type InstructionTable, W_LOCALSPLUS } from '../block-writer'

function storeFast(e: BlockWriter, i: number, undef: boolean): void {
  const s = e.stack
  s.settleBools()
  const top = s.entry()
  if (top.k === 'local' && top.i === i && !undef) {
    s.pop()
    return
  }
  const d = s.depth - 1
  s.own(d)
  s.entries.pop()
  s.detachLocal(i)
  const l = e.local(i)
  const slot = `i32[w+${W_LOCALSPLUS + 2 * i}]`
  if (e.input.isGenerator) e.w(`t=${slot};${slot}=s${d};if(t!==0&&(i32[t>>2]-=1)===0)dealloc(t);`)
  else e.w(`t=${l};${slot}=${l}=s${d};if(t!==0&&(i32[t>>2]-=1)===0)dealloc(t);`)
}

export const NAMES: InstructionTable = {
  [op.POP_TOP]: (e) => {
    const s = e.stack
    const v = s.pop()
    if (v.owned) e.w(`${e.dec(v.x)}`)
  },
  [op.PUSH_NULL]: (e) => {
    const s = e.stack
    s.push({ k: 'null' })
  },
  [op.LOAD_CONST]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    s.push({ k: 'const', x: e.constant(arg), int: e.input.intConsts[arg] })
  },
  [op.LOAD_FAST]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    if (!e.current.assigned?.[arg]) {
      e.w(`if(${e.local(arg)}===0){unboundLocal(f,${arg});${e.fail(ins).slice(1)}`)
      if (e.current.assigned) e.current.assigned[arg] = 1
    }
    s.push({ k: 'local', i: arg })
  },
  [op.LOAD_CLOSURE]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    s.push({ k: 'local', i: arg })
  },
  [op.STORE_FAST]: (e, ins) => {
    const arg = ins.arg
    storeFast(e, arg, !e.current.assigned?.[arg])
    if (e.current.assigned) e.current.assigned[arg] = 1
  },
  [op.DELETE_FAST]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    s.detachLocal(arg)
    const l = e.local(arg)
    const slot = `i32[w+${W_LOCALSPLUS + 2 * arg}]`
    e.w(`t=${l};if(t===0){unboundLocal(f,${arg});${e.fail(ins).slice(1)}`)
    e.w(e.input.isGenerator ? `${slot}=0;dec(t);` : `${slot}=${l}=0;dec(t);`)
    if (e.current.assigned) e.current.assigned[arg] = 0
  },
  [op.MAKE_CELL]: (e, ins) => {
    const arg = ins.arg
    const slot = `i32[w+${W_LOCALSPLUS + 2 * arg}]`
    e.w(`t=makeCell(${slot});if(t===0)${e.fail(ins)}`)
    e.w(e.input.isGenerator ? `${slot}=t;` : `${slot}=l${arg}=t;`)
  },
  [op.COPY_FREE_VARS]: (e, ins) => {
    const arg = ins.arg
    const first = e.input.nlocalsplus - arg
    e.w(`copyFreeVars(f,${first},${arg});`)
    if (!e.input.isGenerator) {
      for (let i = first; i < e.input.nlocalsplus; i++) e.w(`l${i}=i32[w+${W_LOCALSPLUS + 2 * i}];`)
    }
  },
  [op.LOAD_DEREF]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    const d = s.depth
    e.w(`s${d}=i32[(${e.local(arg)}+CELL_REF)>>2];`)
    e.w(`if(s${d}===0){unboundDeref(f,${arg});${e.fail(ins).slice(1)}`)
    e.w(`i32[s${d}>>2]++;`)
    s.pushOwn()
  },
  [op.LOAD_CLASSDEREF]: (e, ins) => {
    const arg = ins.arg
    e.at(ins, false)
    e.fresh(ins, `loadClassDeref(f,${arg})`)
  },
  [op.STORE_DEREF]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    const v = s.popOwn()
    e.w(`storeDeref(${e.local(arg)},${v});`)
  },
  [op.DELETE_DEREF]: (e, ins) => {
    const arg = ins.arg
    e.w(`if(deleteDeref(f,${arg})<0)${e.fail(ins)}`)
  },
  [op.LOAD_GLOBAL]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    if (arg & 1) s.push({ k: 'null' })
    e.at(ins, false)
    e.fresh(ins, `loadGlobal(f,${e.name(arg >> 1)},${e.cache(6)})`, e.input.knownFunctions[arg >> 1])
  },
  [op.LOAD_NAME]: (e, ins) => {
    const arg = ins.arg
    e.at(ins, false)
    e.fresh(ins, `loadName(f,${e.name(arg)},${e.cache(6)})`, e.input.knownFunctions[arg])
  },
  [op.STORE_NAME]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, false)
    const v = s.pop()
    e.status(ins, `storeName(f,${e.name(arg)},${v.x},${e.cache(1)})`, v)
  },
  [op.DELETE_NAME]: (e, ins) => {
    const arg = ins.arg
    e.at(ins, false)
    e.w(`if(deleteName(f,${e.name(arg)})<0)${e.fail(ins)}`)
  },
  [op.STORE_GLOBAL]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, false)
    const v = s.pop()
    e.status(ins, `storeGlobal(f,${e.name(arg)},${v.x},${e.cache(1)})`, v)
  },
  [op.DELETE_GLOBAL]: (e, ins) => {
    const arg = ins.arg
    e.at(ins, false)
    e.w(`if(deleteGlobal(f,${e.name(arg)})<0)${e.fail(ins)}`)
  },
  [op.LOAD_ATTR]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const o = s.pop()
    e.result(ins, `loadAttr(${o.x},${e.name(arg)},${e.cache(10)})`, o)
  },
  [op.STORE_ATTR]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const o = s.pop()
    const v = s.pop()
    e.status(ins, `storeAttr(${o.x},${e.name(arg)},${v.x},${e.cache(6)})`, v, o)
  },
  [op.DELETE_ATTR]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    const o = s.pop()
    e.status(ins, `deleteAttr(${o.x},${e.name(arg)})`, o)
  },
  [op.SWAP]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    const top = s.depth - 1
    const other = s.depth - arg
    const a = s.entries[other]
    const b = s.entries[top]
    const owned = (k: string): boolean => k === 'own' || k === 'xown'
    if (owned(a.k) && owned(b.k)) e.w(`t=s${other};s${other}=s${top};s${top}=t;`)
    else if (owned(a.k)) e.w(`s${top}=s${other};`)
    else if (owned(b.k)) e.w(`s${other}=s${top};`)
    s.entries[other] = b
    s.entries[top] = a
  },
  [op.COPY]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    const d = s.depth - arg
    const entry = s.entries[d]
    if (entry.k === 'own') {
      e.w(`s${s.depth}=s${d};i32[s${d}>>2]++;`)
      s.pushOwn()
    } else if (entry.k === 'xown') {
      e.w(`s${s.depth}=s${d};if(s${d}!==0)i32[s${d}>>2]++;`)
      s.push({ k: 'xown' })
    } else s.push({ ...entry })
  },
  [op.IMPORT_NAME]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    s.ownAll()
    e.at(ins, true)
    const from = s.pop()
    const level = s.pop()
    e.result(ins, `importName(f,${e.name(arg)},${from.x},${level.x})`, from, level)
  },
  [op.IMPORT_FROM]: (e, ins) => {
    const s = e.stack
    const arg = ins.arg
    e.at(ins, true)
    e.fresh(ins, `importFrom(${s.peek()},${e.name(arg)})`)
  },
  [op.IMPORT_STAR]: (e, ins) => {
    const s = e.stack
    e.at(ins, true)
    const m = s.pop()
    e.status(ins, `importStar(f,${m.x})`, m)
  },
  [op.SETUP_ANNOTATIONS]: (e, ins) => {
    e.at(ins, false)
    e.w(`if(setupAnnotations(f)<0)${e.fail(ins)}`)
  },
}
