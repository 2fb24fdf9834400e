import type { Choices } from './choices'

/** What a generated expression is meant to be. `any` may be wrong on purpose: its error message is compared too. */
export type Kind = 'int' | 'str' | 'list' | 'dict' | 'set' | 'tuple' | 'obj' | 'float' | 'bool'

/** The variables in scope, by kind. Every generated program starts with a few of each. */
export class Scope {
  constructor(
    readonly names: Map<string, Kind> = new Map(),
    readonly functions: Map<string, number> = new Map(),
  ) {}

  inner(): Scope {
    return new Scope(new Map(this.names), new Map(this.functions))
  }

  of(kind: Kind): string[] {
    return [...this.names].filter(([, k]) => k === kind).map(([name]) => name)
  }
}

const WORDS = ['', 'a', 'abc', 'spam eggs', 'Zz9', 'é', '€uro', '😀', '12', 'x,y,z', ' pad ', 'tab\\t', 'aXbXc']
const INTS = [
  '0',
  '1',
  '(-1)',
  '2',
  '7',
  '10',
  '255',
  '256',
  '257',
  '(-5)',
  '(-6)',
  '1000',
  '(2**30)',
  '(2**64)',
  '(-3)',
]
const FLOATS = ['0.0', '1.5', '-2.25', '0.1', '1e10', '3.0', '1e-5']

export function literal(c: Choices, kind: Kind): string {
  switch (kind) {
    case 'int':
      return c.pick(INTS)
    case 'float':
      return c.pick(FLOATS)
    case 'bool':
      return c.pick(['True', 'False'])
    case 'str':
      return `'${c.pick(WORDS)}'`
    case 'list':
      return c.pick(['[]', '[1, 2, 3]', '([0] * 5)', "list('hello')", '[[1], [2]]', 'list(range(8))', '[3, 1, 2]'])
    case 'dict':
      return c.pick([
        '{}',
        "{'a': 1, 'b': 2}",
        '{1: 2, 3: 4}',
        "dict.fromkeys('xyz', 0)",
        '{i: i * i for i in range(6)}',
      ])
    case 'set':
      return c.pick(['set()', '{1, 2, 3}', 'set(range(7))', '{5, 50, 500}'])
    case 'tuple':
      return c.pick(['()', '(1,)', '(1, 2, 3)', "('a', 1)", 'tuple(range(4))'])
    case 'obj':
      return c.pick(['Thing(1)', "Thing('n')", 'Sub(2)', 'Sub([1])', 'Slotted(3)'])
  }
}

export const KINDS: readonly Kind[] = ['int', 'str', 'list', 'dict', 'set', 'tuple', 'obj', 'float', 'bool']

export function anyExpression(c: Choices, scope: Scope, depth: number): string {
  return expression(c, scope, c.pick(KINDS), depth)
}

/** A Python expression that is of `kind` unless something in it raises. */
export function expression(c: Choices, scope: Scope, kind: Kind, depth: number): string {
  const names = scope.of(kind)
  if (depth <= 0) return names.length && !c.oneIn(3) ? c.pick(names) : literal(c, kind)
  const sub = (k: Kind): string => expression(c, scope, k, depth - 1)
  // One expression in twenty is of another kind than it should be: type errors are part of the language.
  if (c.oneIn(20)) return anyExpression(c, scope, depth - 1)
  const forms = FORMS[kind]
  return c.pick(forms)(sub, c, scope)
}

type Form = (sub: (kind: Kind) => string, c: Choices, scope: Scope) => string

const call: Form = (sub, c, scope) => {
  const functions = [...scope.functions]
  if (functions.length === 0) return `len(${sub('str')})`
  const [name, arity] = c.pick(functions)
  // Sometimes with the wrong number of arguments.
  const count = c.oneIn(15) ? arity + 1 : arity
  return `${name}(${Array.from({ length: count }, () => sub('int')).join(', ')})`
}

const FORMS: Record<Kind, readonly Form[]> = {
  int: [
    (s, c) => `(${s('int')} ${c.pick(['+', '-', '*', '&', '|', '^'])} ${s('int')})`,
    (s, c) => `(${s('int')} ${c.pick(['//', '%'])} ${s('int')})`,
    (s, c) => `(${s('int')} ${c.pick(['<<', '>>'])} ${c.int(0, 40)})`,
    (s, c) => `((${s('int')} % 1000) ** ${c.int(0, 5)})`,
    (s) => `-${s('int')}`,
    (s) => `~${s('int')}`,
    (s) => `abs(${s('int')})`,
    (s, c) => `len(${s(c.pick(['str', 'list', 'dict', 'set', 'tuple'] as const))})`,
    (s) => `(${s('int')} if ${s('bool')} else ${s('int')})`,
    (s) => `${s('list')}[${s('int')} % 3]`,
    (s) => `${s('dict')}.get(${s('int')}, ${s('int')})`,
    (s) => `sum(x for x in ${s('list')} if isinstance(x, int))`,
    (s) => `max(${s('int')}, ${s('int')})`,
    (s) => `int(${s('str')})`,
    (s) => `int(${s('float')})`,
    (s) => `hash(${s('tuple')}) % 97`,
    (s) => `${s('str')}.find(${s('str')})`,
    (s) => `${s('str')}.count(${s('str')})`,
    (s) => `(lambda a, b=2: a * b)(${s('int')})`,
    (s) => `divmod(${s('int')}, ${s('int')})[0]`,
    (s) => `${s('obj')}.v`,
    (s) => `${s('obj')}.size()`,
    (s) => `sum(gen(${s('int')} % 6))`,
    (s) => `ord((${s('str')} + 'q')[0])`,
    (s, c) => `sys.getsizeof(${s(c.pick(['list', 'dict', 'set', 'tuple', 'str', 'int'] as const))})`,
    (s) => `(w := ${s('int')}) + w`,
    call,
    call,
  ],
  float: [
    (s, c) => `(${s('float')} ${c.pick(['+', '-', '*', '/'])} ${s('float')})`,
    (s) => `(${s('int')} % 10**6) / 3`,
    (s) => `float(${s('int')} % 10**9)`,
    (s) => `round(${s('float')}, 2)`,
    (s) => `abs(${s('float')})`,
    (s) => `(${s('float')} // 2 + ${s('float')} % 3)`,
  ],
  bool: [
    (s, c) => `(${s('int')} ${c.pick(['<', '<=', '==', '!=', '>', '>='])} ${s('int')})`,
    (s, c) => `(${s('str')} ${c.pick(['<', '==', 'in', 'not in'])} ${s('str')})`,
    (s) => `not ${s('list')}`,
    (s) => `(${s('bool')} and ${s('bool')})`,
    (s) => `(${s('bool')} or ${s('int')} > 3)`,
    (s) => `(0 < ${s('int')} < 100)`,
    (s) => `${s('int')} in ${s('list')}`,
    (s) => `${s('int')} in ${s('set')}`,
    (s) => `(${s('list')} == ${s('list')})`,
    (s) => `isinstance(${s('obj')}, Sub)`,
    (s) => `(${s('set')} <= ${s('set')})`,
    (s) => `bool(${s('obj')})`,
    (s) => `any(${s('list')})`,
    (s) => `${s('str')}.isalpha()`,
  ],
  str: [
    (s) => `(${s('str')} + ${s('str')})[:60]`,
    (s, c) => `(${s('str')} * ${c.int(0, 4)})[:60]`,
    (s) => `str(${s('int')})`,
    (s, c) => `repr(${s(c.pick(['list', 'tuple', 'dict', 'str', 'float'] as const))})[:60]`,
    (s, c) => `${s('str')}.${c.pick(['upper', 'lower', 'strip', 'title', 'swapcase', 'capitalize', 'lstrip'])}()`,
    (s) => `${s('str')}.replace(${s('str')}, 'R')[:60]`,
    (s, c) =>
      `${s('str')}[${c.pick(['', '1', '-2', '2'])}:${c.pick(['', '3', '-1', '5'])}${c.pick(['', ':2', ':-1'])}]`,
    (s) => `'-'.join(map(str, ${s('list')}))[:60]`,
    // 3.11's f-strings take no quotes of their own kind inside: names only.
    (_, c, scope) => {
      const spec = c.pick(['', ':5d', ':x', ':,', '!r:>8', ':+', ':^7', ':e'])
      return `f'{${c.pick(scope.of('int'))}${spec}}|{${c.pick(scope.of('str'))}!r}|{${c.pick([...scope.names.keys()])}}'[:60]`
    },
    (s, c) => `'%s|%${c.pick(['d', '5d', 'x', 'r', 's'])}' % (${s('str')}, ${s('int')})`,
    (s) => `'{} {:>4}'.format(${s('str')}, ${s('int')} % 1000)`,
    (s) => `${s('str')}.center(9, '*')`,
    (s) => `type(${s('obj')}).__name__`,
    (s) => `(${s('str')} + 'zq')[0]`,
    (s) => `str(${s('obj')})`,
    (s) => `chr(${s('int')} % 300 + 32)`,
  ],
  list: [
    (s) => `[${s('int')}, ${s('str')}, ${s('int')}]`,
    (s) => `(${s('list')} + ${s('list')})[:12]`,
    (s) => `[x for x in ${s('list')}]`,
    (s) => `[i * ${s('int')} for i in range(4)]`,
    (s) => `[(i, j) for i in range(3) for j in range(i) if ${s('bool')}]`,
    (s) => `sorted(${s('list')}, key=str)`,
    (s) => `${s('list')}[::-1]`,
    (s, c) => `${s('list')}[${c.int(0, 2)}:${c.int(1, 5)}]`,
    (s) => `list(${s('dict')})`,
    (s) => `list(${s('dict')}.items())`,
    (s) => `list(zip(${s('list')}, ${s('tuple')}))`,
    (s) => `list(map(lambda v: v, ${s('list')}))`,
    (s) => `[*${s('tuple')}, ${s('int')}]`,
    (s) => `${s('str')}.split(',')`,
    (s) => `sorted(${s('set')})`,
    (s) => `list(gen(${s('int')} % 5))`,
    (s) => `list(enumerate(${s('str')}))[:6]`,
    (s) => `sorted(${s('list')})`,
  ],
  tuple: [
    (s) => `(${s('int')}, ${s('str')})`,
    (s) => `tuple(${s('list')})`,
    (s) => `(${s('tuple')} + ${s('tuple')})[:8]`,
    (s) => `${s('tuple')}[1:]`,
    (s) => `divmod(${s('int')}, 7)`,
    (s) => `${s('str')}.partition('a')`,
    (s) => `(${s('int')}, *${s('tuple')})[:8]`,
  ],
  dict: [
    (s) => `{${s('int')}: ${s('str')}, ${s('str')}: ${s('int')}}`,
    (s) => `{**${s('dict')}, 'k': ${s('int')}}`,
    (s) => `{x: len(str(x)) for x in ${s('list')} if not isinstance(x, (list, dict, set))}`,
    (s) => `dict(zip('abc', ${s('list')}))`,
    (s) => `(${s('dict')} | ${s('dict')})`,
    (s) => `dict(a=${s('int')}, b=${s('str')})`,
    (s) => `vars(Thing(${s('int')}))`,
    (s) => `dict(sorted(${s('dict')}.items(), key=str))`,
  ],
  set: [
    (s, c) => `(${s('set')} ${c.pick(['|', '&', '-', '^'])} ${s('set')})`,
    (s) => `{${s('int')} % 50, ${s('int')} % 50}`,
    (s) => `{x % 5 for x in ${s('set')}}`,
    (s) => `set(${s('tuple')})`,
    (s) => `frozenset(${s('set')})`,
  ],
  obj: [
    (s) => `Thing(${s('int')})`,
    (s) => `Sub(${s('str')})`,
    (s) => `(${s('obj')} + ${s('obj')})`,
    (s) => `Slotted(${s('int')})`,
  ],
}
