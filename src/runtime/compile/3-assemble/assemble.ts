import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_FUTURE_ABSOLUTE_IMPORT,
  CO_FUTURE_ANNOTATIONS,
  CO_FUTURE_BARRY_AS_BDFL,
  CO_FUTURE_DIVISION,
  CO_FUTURE_GENERATOR_STOP,
  CO_FUTURE_PRINT_FUNCTION,
  CO_FUTURE_UNICODE_LITERALS,
  CO_FUTURE_WITH_STATEMENT,
  CO_GENERATOR,
  CO_NESTED,
  CO_NEWLOCALS,
  CO_OPTIMIZED,
  CO_VARARGS,
  CO_VARKEYWORDS,
  type CodeUnit,
  type Const,
  NONE,
} from '../code-unit'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import { convertHandlersToNops, exceptionTable, labelExceptionTargets } from './exception-targets'
import {
  cleanBlock,
  duplicateExits,
  extendBlock,
  guaranteeExitLines,
  normalizeBlock,
  optimizeGraph,
  propagateLines,
  trimConsts,
} from './flowgraph'
import { type BasicBlock, Instr, instrSize, isJump } from './instruction'
import { lineTable } from './line-table'
import { cellSlots, fixCellOffsets, localsPlus } from './locals-plus'
import { stackDepth } from './stack-depth'
import type { Unit } from './unit'

/** The compiler flags that code objects inherit (PyCF_MASK). */
const INHERITED_FLAGS =
  CO_FUTURE_DIVISION |
  CO_FUTURE_ABSOLUTE_IMPORT |
  CO_FUTURE_WITH_STATEMENT |
  CO_FUTURE_PRINT_FUNCTION |
  CO_FUTURE_UNICODE_LITERALS |
  CO_FUTURE_BARRY_AS_BDFL |
  CO_FUTURE_GENERATOR_STOP |
  CO_FUTURE_ANNOTATIONS

function codeFlags(c: Compiler): number {
  const scope = c.u.scope
  let flags = c.flags & INHERITED_FLAGS
  if (scope.type !== 'function') return flags
  flags |= CO_NEWLOCALS | CO_OPTIMIZED
  if (scope.nested) flags |= CO_NESTED
  if (scope.generator) flags |= scope.coroutine ? CO_ASYNC_GENERATOR : CO_GENERATOR
  else if (scope.coroutine) flags |= CO_COROUTINE
  if (scope.varargs) flags |= CO_VARARGS
  if (scope.varkeywords) flags |= CO_VARKEYWORDS
  return flags
}

/** What must happen before the first instruction: cells made, free variables copied, a generator returned. */
function insertPrefix(u: Unit, entry: BasicBlock, flags: number, fixed: readonly number[]): void {
  const prefix: Instr[] = []
  const nowhere = (opcode: number, oparg: number): Instr => new Instr(opcode, oparg, null, -1, -1, -1, -1)
  if (u.freevars.size > 0) prefix.push(nowhere(op.COPY_FREE_VARS, u.freevars.size))
  // in order of slots; the argument is still the old index
  const cells = Array.from(u.cellvars.values()).sort((a, b) => fixed[a] - fixed[b])
  for (const index of cells) prefix.push(nowhere(op.MAKE_CELL, index))
  if (flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {
    prefix.push(new Instr(op.RETURN_GENERATOR, 0, null, u.firstlineno, u.firstlineno, -1, -1))
    prefix.push(nowhere(op.POP_TOP, 0))
  }
  if (prefix.length > 0) entry.instrs.unshift(...prefix)
}

const DIRECTED_JUMPS = new Map<number, readonly [forward: number, back: number]>([
  [op.JUMP, [op.JUMP_FORWARD, op.JUMP_BACKWARD]],
  [op.JUMP_NO_INTERRUPT, [op.JUMP_FORWARD, op.JUMP_BACKWARD_NO_INTERRUPT]],
  [op.POP_JUMP_IF_NOT_NONE, [op.POP_JUMP_FORWARD_IF_NOT_NONE, op.POP_JUMP_BACKWARD_IF_NOT_NONE]],
  [op.POP_JUMP_IF_NONE, [op.POP_JUMP_FORWARD_IF_NONE, op.POP_JUMP_BACKWARD_IF_NONE]],
  [op.POP_JUMP_IF_FALSE, [op.POP_JUMP_FORWARD_IF_FALSE, op.POP_JUMP_BACKWARD_IF_FALSE]],
  [op.POP_JUMP_IF_TRUE, [op.POP_JUMP_FORWARD_IF_TRUE, op.POP_JUMP_BACKWARD_IF_TRUE]],
])

/** The order of blocks is final: jumps get their direction (`normalize_jumps`). */
function normalizeJumps(entry: BasicBlock): void {
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) b.visited = false
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    b.visited = true
    if (b.instrs.length === 0) continue
    const last = b.last()
    const directed = DIRECTED_JUMPS.get(last.opcode)
    if (directed !== undefined) last.opcode = directed[last.target!.visited ? 1 : 0]
  }
}

/** Offsets depend on sizes and, through EXTENDED_ARG, sizes on offsets: repeat until nothing grows. Returns the size. */
function assembleJumpOffsets(entry: BasicBlock): number {
  for (;;) {
    let total = 0
    for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
      b.offset = total
      for (const instr of b.instrs) total += instrSize(instr)
    }
    let grown = false
    for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
      let offset = b.offset
      for (const instr of b.instrs) {
        const size = instrSize(instr)
        offset += size
        if (!isJump(instr)) continue
        instr.oparg = Math.abs(instr.target!.offset - offset)
        if (instrSize(instr) !== size) grown = true
      }
    }
    if (!grown) return total
  }
}

function emitCode(entry: BasicBlock, size: number): Uint8Array {
  const code = new Uint8Array(size * 2)
  let at = 0
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    for (const instr of b.instrs) {
      const { opcode } = instr
      const oparg = opcode >= op.HAVE_ARGUMENT ? instr.oparg : 0
      for (let shift = 24; shift > 0; shift -= 8) {
        if (oparg >>> shift === 0) continue
        code[at++] = op.EXTENDED_ARG
        code[at++] = (oparg >>> shift) & 0xff
      }
      code[at++] = opcode
      code[at++] = oparg & 0xff
      at += op.CACHES[opcode] * 2
    }
  }
  return code
}

/** Turns the blocks of the current unit into a code object (`assemble`). */
export function assemble(c: Compiler, addNone: boolean): CodeUnit {
  const u = c.u
  if (!u.cur.hasReturn) {
    c.unsetLoc()
    if (addNone) c.loadConst(NONE)
    c.op(op.RETURN_VALUE)
  }
  const blocks = u.blocks
  const entry = blocks[0]
  for (let i = blocks.length - 1; i >= 0; i--) normalizeBlock(blocks[i])
  for (let i = blocks.length - 1; i >= 0; i--) extendBlock(blocks[i])

  const flags = codeFlags(c)
  const fixed = cellSlots(u)
  insertPrefix(u, entry, flags, fixed)
  const dropped = fixCellOffsets(u, entry, fixed)

  const consts: Const[] = Array.from(u.consts.keys())
  optimizeGraph(c.consts, blocks, consts)
  duplicateExits(blocks)
  trimConsts(entry, consts)
  propagateLines(entry)
  guaranteeExitLines(entry, u.firstlineno)
  const stacksize = stackDepth(blocks, u.scope.generator || u.scope.coroutine)
  labelExceptionTargets(entry)
  convertHandlersToNops(entry)
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) cleanBlock(b)
  normalizeJumps(entry)
  const size = assembleJumpOffsets(entry)

  const locals = localsPlus(u, dropped)
  // in CPython's order: the first of equal objects is the one kept
  const exceptiontable = c.consts.bytes(exceptionTable(entry))
  const linetable = c.consts.bytes(lineTable(entry, u.firstlineno))
  const names = Array.from(u.names.keys())
  const objects = {
    exceptiontable,
    linetable,
    names: c.consts.nameTuple(names),
    consts: c.consts.tuple(consts),
    localsplusnames: c.consts.nameTuple(locals.names),
  }
  return {
    argcount: u.posonlyargcount + u.argcount,
    posonlyargcount: u.posonlyargcount,
    kwonlyargcount: u.kwonlyargcount,
    stacksize,
    flags,
    code: emitCode(entry, size),
    consts: objects.consts.v,
    names,
    localsplusnames: locals.names,
    localspluskinds: locals.kinds,
    filename: c.source.filename,
    name: u.name,
    qualname: u.qualname,
    firstlineno: u.firstlineno,
    linetable: linetable.v,
    exceptiontable: exceptiontable.v,
    objects,
  }
}
