/** The actions of the grammar: small nodes for the rules that messages are about, and the messages. */
import type { TokenList } from '../token-list'
import type { ActionSpec } from './grammar-notation'
import { type Action, NOTHING } from './machine'
import { ErrorNode, expressionName, firstToken, invalidTarget, type Located, type Targets, tokenText } from './nodes'
import type { Reporter } from './reporter'

export interface ActionHost {
  readonly list: TokenList
  readonly reporter: Reporter
  /** Last token before the machine's mark that is no NEWLINE, INDENT or DEDENT. */
  lastSolid(): number
  lastRead(): number
  strings(tokens: number[]): ErrorNode
}

const GENEXP = 'Generator expression must be parenthesized'

function nodes(v: unknown): ErrorNode[] {
  return v instanceof ErrorNode ? [v] : ((v ?? []) as ErrorNode[])
}

/** The last part of the last clause: what _PyPegen_get_last_comprehension_item finds. */
function lastClauseItem(clauses: unknown): ErrorNode {
  const list = nodes(clauses)
  const { parts } = list[list.length - 1]
  return parts[parts.length - 1]
}

/** What the named action does. `text` is its arguments and message, "a b|message". */
export function bindAction(spec: ActionSpec, host: ActionHost): Action {
  const { name } = spec
  const { list, reporter } = host
  const bar = spec.text.indexOf('|')
  const message = spec.text.slice(bar + 1)
  const arity = bar === 0 ? 0 : spec.text.slice(0, bar).split(' ').length
  const fill = (a: unknown): string => {
    const v = a as Located
    return message
      .replace('%n', () => expressionName(v))
      .replace('%d', () => String(list.line[firstToken(v)]))
      .replace('%t', () => tokenText(list, v as number))
  }
  const node = (start: number, parts: ErrorNode[] = [], flag = false): ErrorNode =>
    new ErrorNode(name, start, host.lastSolid(), parts, flag)
  switch (name) {
    case 'dummy':
      return () => true
    case 'a':
      return (a) => a
    case 'exit':
      return () => NOTHING
    case 'join':
      return (a, b) => [...nodes(a), ...nodes(b)]
    case 'prepend':
      return (a, b) => [...nodes(a), ...nodes(b)]
    case 'strings':
      return (a) => host.strings(a as number[])
    case 'real':
      return (a) =>
        (a as ErrorNode).flag
          ? reporter.range(a as Located, a as Located, 'real number required in complex literal')
          : a
    case 'imaginary':
      return (a) =>
        (a as ErrorNode).flag
          ? a
          : reporter.range(a as Located, a as Located, 'imaginary number required in complex literal')
    case 'Elements':
      return (a, _b, start) => new ErrorNode('Tuple', start, host.lastSolid(), nodes(a))
    case 'Tuple':
    case 'List':
    case 'Starred':
    case 'Clause':
      return (a, b, start) => node(start, [...nodes(a), ...nodes(b)])
    case 'Compare':
      return (a, b, start) => node(start, nodes(a), (b as unknown[])[0] instanceof ErrorNode)
    case 'Args':
      return (a, b, start) => {
        const keywords = nodes(b)
        const parts = [...nodes(a), ...keywords.filter((k) => k.kind === 'Starred')]
        return node(
          start,
          parts,
          keywords.some((k) => k.kind === 'Unpack'),
        )
      }
    case 'at':
      return (a) => reporter.range(a as Located, a as Located, fill(a))
    case 'range':
      return (a, b) => reporter.range(a as Located, (b ?? a) as Located, fill(a))
    case 'from':
      return (a) => reporter.from(a as Located, fill(a))
    case 'last':
      return () => reporter.last(message)
    case 'indent':
      return (a) => reporter.last(a === null ? message : fill(a), 'IndentationError')
    case 'assign':
    case 'delete':
    case 'loop':
      return (a) => refuseTarget(a as ErrorNode, name, reporter)
    case 'genexp':
      return (a, b) => reporter.range(a as Located, lastClauseItem(b), GENEXP)
    case 'genexp_in_call':
      return (a, b) => {
        const { parts } = a as ErrorNode
        if (parts.length <= 1) return NOTHING
        return reporter.range(parts[parts.length - 1], lastClauseItem(b), GENEXP)
      }
    case 'argument_order':
      return (a) =>
        reporter.last(
          (a as ErrorNode).flag
            ? 'positional argument follows keyword argument unpacking'
            : 'positional argument follows keyword argument',
        )
    case 'legacy':
      return (a, b) => {
        const word = legacyWord(list, a as ErrorNode)
        if (word === null) return NOTHING
        return reporter.range(
          a as Located,
          b as Located,
          `Missing parentheses in call to '${word}'. Did you mean ${word}(...)?`,
        )
      }
    case 'comma':
      return (a, b) => {
        if (legacyWord(list, a as ErrorNode) !== null || list.level[host.lastRead()] === 0) return NOTHING
        return reporter.range(a as Located, b as Located, 'invalid syntax. Perhaps you forgot a comma?')
      }
    case 'missing_colon':
      return (a) => reporter.afterKey(a as Located, "':' expected after dictionary key")
    default:
      if (arity > 0 || message !== '' || !/^[A-Z]/.test(name)) throw new Error(`no action ${name}`)
      return (_a, _b, start) => node(start)
  }
}

/** RAISE_SYNTAX_ERROR_INVALID_TARGET */
function refuseTarget(e: ErrorNode, targets: Targets, reporter: Reporter): unknown {
  const found = invalidTarget(e, targets)
  if (found === null) return NOTHING
  const verb = targets === 'delete' ? 'delete' : 'assign to'
  return reporter.range(found, found, `cannot ${verb} ${expressionName(found)}`)
}

/** _PyPegen_check_legacy_stmt: the name, when it is a statement of Python 2. */
function legacyWord(list: TokenList, e: ErrorNode): string | null {
  if (e.kind !== 'Name') return null
  const word = tokenText(list, e.start)
  return word === 'print' || word === 'exec' ? word : null
}
