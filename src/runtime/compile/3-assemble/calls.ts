import type { Attribute, Call, Expr, Keyword } from '../1-parse/ast'
import { DEF_IMPORT } from '../2-analyze/scope-entry'
import * as op from '../opcodes'
import { checkCaller } from './checks'
import { type Compiler, STACK_USE_GUIDELINE } from './compiler'
import { starUnpack, TUPLE_OPS } from './displays'
import { checkAssignable } from './names'

function validateKeywords(c: Compiler, keywords: readonly Keyword[]): void {
  for (let i = 0; i < keywords.length; i++) {
    const name = keywords[i].arg
    if (name === null) continue
    checkAssignable(c, name, 'Store')
    for (let j = i + 1; j < keywords.length; j++) {
      if (keywords[j].arg === name) {
        c.setLoc(keywords[j])
        throw c.error(`keyword argument repeated: ${name}`)
      }
    }
  }
}

export function compileCall(c: Compiler, e: Call): void {
  validateKeywords(c, e.keywords)
  if (methodCall(c, e)) return
  checkCaller(c, e.func)
  c.setLoc(e.func)
  c.op(op.PUSH_NULL)
  c.setLoc(e)
  c.expr(e.func)
  callHelper(c, 0, e.args, e.keywords)
}

/** When an attribute spans lines, it counts as being where its name is. */
export function startAtAttributeName(c: Compiler, e: Attribute): void {
  const u = c.u
  if (u.lineno === e.end_lineno) return
  u.lineno = e.end_lineno
  const length = codePointLength(e.attr)
  if (length <= e.end_col_offset) {
    u.col = e.end_col_offset - length
  } else {
    u.col = -1
    u.endCol = -1
  }
  u.endLineno = Math.max(u.lineno, u.endLineno)
  if (u.lineno === u.endLineno) u.endCol = Math.max(u.col, u.endCol)
}

function codePointLength(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) length--
  return length
}

/** `value.method(...)` without stars, on something not imported: no bound method is made. */
function methodCall(c: Compiler, e: Call): boolean {
  const func = e.func
  if (func.nodeType !== 'Attribute' || func.ctx !== 'Load') return false
  const value = func.value
  if (value.nodeType === 'Name' && c.symbols.top.flags(value.id) & DEF_IMPORT) return false
  const count = e.args.length + e.keywords.length
  if (count + (e.keywords.length > 0 ? 1 : 0) >= STACK_USE_GUIDELINE) return false
  for (let i = 0; i < e.args.length; i++) if (e.args[i].nodeType === 'Starred') return false
  for (let i = 0; i < e.keywords.length; i++) if (e.keywords[i].arg === null) return false

  c.expr(value)
  c.setLoc(func)
  startAtAttributeName(c, func)
  c.opName(op.LOAD_METHOD, func.attr)
  c.exprs(e.args)
  simpleKeywords(c, e.keywords)
  c.setLoc(e)
  startAtAttributeName(c, func)
  c.opI(op.PRECALL, count)
  c.opI(op.CALL, count)
  return true
}

function simpleKeywords(c: Compiler, keywords: readonly Keyword[]): void {
  if (keywords.length === 0) return
  for (let i = 0; i < keywords.length; i++) c.expr(keywords[i].value)
  c.opI(op.KW_NAMES, c.addConst(c.strTuple(keywords.map((keyword) => keyword.arg!))))
}

/** The arguments and the call, `pushed` positional ones being on the stack already (`compiler_call_helper`). */
export function callHelper(c: Compiler, pushed: number, args: readonly Expr[], keywords: readonly Keyword[]): void {
  validateKeywords(c, keywords)
  const plain =
    args.length + keywords.length * 2 <= STACK_USE_GUIDELINE &&
    !args.some((arg) => arg.nodeType === 'Starred') &&
    !keywords.some((keyword) => keyword.arg === null)
  if (plain) {
    c.exprs(args)
    simpleKeywords(c, keywords)
    const count = pushed + args.length + keywords.length
    c.opI(op.PRECALL, count)
    c.opI(op.CALL, count)
    return
  }
  const only = args[0]
  if (pushed === 0 && args.length === 1 && only.nodeType === 'Starred') c.expr(only.value)
  else starUnpack(c, args, pushed, TUPLE_OPS)
  if (keywords.length > 0) keywordDict(c, keywords)
  c.opI(op.CALL_FUNCTION_EX, keywords.length > 0 ? 1 : 0)
}

/** All keyword arguments as one dict. */
function keywordDict(c: Compiler, keywords: readonly Keyword[]): void {
  let haveDict = false
  /** Named keywords seen and not yet emitted. */
  let pending = 0
  const flush = (begin: number, end: number): void => {
    subkwargs(c, keywords.slice(begin, end))
    if (haveDict) c.opI(op.DICT_MERGE, 1)
    haveDict = true
    pending = 0
  }
  for (let i = 0; i < keywords.length; i++) {
    const keyword = keywords[i]
    if (keyword.arg !== null) {
      pending++
      continue
    }
    if (pending > 0) flush(i - pending, i)
    if (!haveDict) {
      c.opI(op.BUILD_MAP, 0)
      haveDict = true
    }
    c.expr(keyword.value)
    c.opI(op.DICT_MERGE, 1)
  }
  if (pending > 0) flush(keywords.length - pending, keywords.length)
}

function subkwargs(c: Compiler, keywords: readonly Keyword[]): void {
  const n = keywords.length
  const big = n * 2 > STACK_USE_GUIDELINE
  if (n > 1 && !big) {
    for (const keyword of keywords) c.expr(keyword.value)
    c.loadConst(c.strTuple(keywords.map((keyword) => keyword.arg!)))
    c.opI(op.BUILD_CONST_KEY_MAP, n)
    return
  }
  if (big) c.opINoLine(op.BUILD_MAP, 0)
  for (const keyword of keywords) {
    c.loadStr(keyword.arg!)
    c.expr(keyword.value)
    if (big) c.opINoLine(op.MAP_ADD, 1)
  }
  if (!big) c.opI(op.BUILD_MAP, n)
}
