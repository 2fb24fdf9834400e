/**
 * Step 4 of the compiler: bytecode of one code object -> text of one JavaScript function `(f, thrown) => result`, where f
 * is the address of its interpreter frame. The text refers to the runtime only through the names in `names.ts`.
 *
 * Two shapes. Ordinary functions become structured code (nested labelled blocks and loops) with locals mirrored in
 * JavaScript variables. Generators, and the rare irreducible graph, become a loop around a switch over basic blocks, so
 * that a suspended frame can be entered again at any resume point with nothing kept outside the heap.
 */
import * as op from '../opcodes'
import { definiteAssignment } from './assigned'
import { BlockWriter, type CodeInput, W_LOCALSPLUS, W_PREV_INSTR } from './block-writer'
import { type Block, buildCfg, type Cfg } from './cfg'
import { decode, type Instr } from './decode'
import { INSTRUCTIONS } from './instructions'
import { branch, mergeLabel, structure } from './structure'

export type { CodeInput } from './block-writer'
export type { KnownCall } from './known-call'

export interface Generated {
  /** Body for `new Function(link(body, ...))`, which gives the function. */
  body: string
  /** Words of inline caches that its sites use; `ic0`, `ic1` ... in the text stand for their indexes (see link.ts). */
  cacheWords: number
}

export function generate(input: CodeInput): Generated {
  if (input.isAsync) return refusal()
  const { instrs } = decode(input.code, input.exceptionTable, input.lineTable, input.firstLine)
  const isResumePoint = (i: Instr): boolean => i.op === op.YIELD_VALUE || i.op === op.RETURN_GENERATOR
  const cfg = buildCfg(instrs, isResumePoint)
  definiteAssignment(cfg.order, input.nlocalsplus, input.argSlots)
  cfg.order[0].depth = 0
  const dispatch = input.isGenerator || !cfg.reducible
  const { text, writer } = dispatch ? dispatchForm(input, cfg) : structuredForm(input, cfg)
  return { body: frame(input, text, writer), cacheWords: writer.cacheWords }
}

/** A call makes the coroutine object; running it is refused. */
function refusal(): Generated {
  const start = `if(i32[(f>>2)+${W_PREV_INSTR}]===-1)return newCoroutine(f);`
  const body = `return (function(f,thrown){${start}if(!thrown)unsupportedAsync();fail(f,0);return exitError(f);})`
  return { body, cacheWords: 0 }
}

function structuredForm(input: CodeInput, cfg: Cfg): { text: string; writer: BlockWriter } {
  const writer: BlockWriter = new BlockWriter(
    input,
    (from, to) => branch(from, to, out),
    (b) => (b.handlerBlock ? `break ${mergeLabel(b.handlerBlock)};` : 'break X;'),
    INSTRUCTIONS,
  )
  const out = { block: (b: Block) => writer.block(b), write: (t: string) => writer.w(t) }
  structure(cfg.order[0], out)
  return { text: writer.out.join('\n'), writer }
}

function dispatchForm(input: CodeInput, cfg: Cfg): { text: string; writer: BlockWriter } {
  const writer: BlockWriter = new BlockWriter(
    input,
    (from, to) => {
      // a block with one way in, which is not entered from outside either, needs no case of its own
      if (inlined(to) && to.rpo > from.rpo) writer.block(to)
      else writer.w(`pc=${to.id};continue D;`)
    },
    (b) => (b.handlerBlock ? `pc=${b.handlerBlock.id};continue D;` : 'break X;'),
    INSTRUCTIONS,
  )
  const inlined = (b: Block): boolean =>
    b.preds.length === 1 && !b.resume && !b.isHandler && !b.loopHeader && b !== cfg.order[0] && !sendTargets.has(b)
  const sendTargets = new Set(
    cfg.order.filter((b) => b.instrs[b.instrs.length - 1].op === op.SEND).map((b) => b.succ[0]),
  )
  const resume: string[] = []
  writer.w('D: for(;;) switch(pc){')
  for (const b of cfg.order) {
    if (inlined(b) && b.preds[0].rpo < b.rpo) continue
    writer.w(`case ${b.id}:{`)
    writer.block(b)
    writer.w('}')
  }
  for (const b of cfg.order) {
    const send = b.instrs[b.instrs.length - 1]
    if (send.op !== op.SEND) continue
    writer.w(`case ${cfg.blocks.length + b.id}:{`)
    writer.resumeAfterSend(b)
    writer.w('}')
    resume.push(`case ${send.next + send.arg - 1}:pc=${cfg.blocks.length + b.id};break;`)
  }
  writer.w('}')
  // a resume block follows the instruction that suspended: prev_instr names it
  for (const b of cfg.blocks) {
    const last = b.instrs[b.instrs.length - 1]
    const next = cfg.blocks[b.id + 1]
    if (next?.resume && next.rpo >= 0) resume.push(`case ${last.unit}:pc=${next.id};break;`)
  }
  const enter = resume.length > 0 ? `switch(i32[w+${W_PREV_INSTR}]){${resume.join('')}}` : ''
  return { text: `let pc=0;${enter}\n${writer.out.join('\n')}`, writer }
}

/**
 * Prologue (variables, clearing of locals), body, error exit and epilogue. The parentheses tell V8 that the function is
 * called at once: it is parsed once, not twice.
 */
function frame(input: CodeInput, text: string, writer: BlockWriter): string {
  const { nlocalsplus: n, argSlots, isGenerator } = input
  const vars = ['t=0', 'n=0', 'm=0', 'x=0', 'y=0', 'c=false', 'p=0', 'ret=0']
  if (input.lineEvents) vars.push('q=0')
  for (let d = 0; d <= writer.stack.maxDepth + 1; d++) vars.push(`s${d}=0`)
  let clear = ''
  let drops = ''
  if (!isGenerator) {
    for (let i = 0; i < n; i++) {
      vars.push(i < argSlots ? `l${i}=i32[w+${W_LOCALSPLUS + 2 * i}]` : `l${i}=0`)
      if (i >= argSlots) clear += `i32[w+${W_LOCALSPLUS + 2 * i}]=0;`
      drops += `if(l${i}!==0&&(i32[l${i}>>2]-=1)===0)dealloc(l${i});`
    }
  }
  if (isGenerator && n > argSlots) {
    // first entry only: later the slots hold the suspended frame
    for (let i = argSlots; i < n; i++) clear += `i32[w+${W_LOCALSPLUS + 2 * i}]=0;`
    clear = `if(i32[w+${W_PREV_INSTR}]===-1){${clear}}`
  }
  const epilogue = isGenerator
    ? 'return generatorReturn(f,ret);'
    : n > 24
      ? 'return leaveSlow(f,ret);'
      : `if(i32[w+FRAME_OBJ_W]!==0)return leaveSlow(f,ret);${drops}return leave(f,w,ret);`
  return (
    `return (function(f,thrown){const w=f>>2;let ${vars.join(',')};${clear}` +
    `R:{X:{${text}\n}return ${input.callEvents ? 'exitTraced' : 'exitError'}(f);}${epilogue}})`
  )
}
