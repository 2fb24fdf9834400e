import type { Choices } from './choices'
import { anyExpression, expression, KINDS, type Kind, Scope } from './expressions'

/** What every generated program begins with: classes, a generator and variables of each kind to work on. */
const PROLOGUE = `import gc, sys
gc.disable()
class Thing:
    made = 0
    def __init__(self, v): self.v = v; Thing.made += 1
    def __repr__(self): return f'{type(self).__name__}({self.v!r})'
    def __add__(self, o): return type(self)((self.v, o.v))
    def __eq__(self, o): return isinstance(o, Thing) and self.v == o.v
    def __hash__(self): return hash(str(self.v))
    def __len__(self): return 1
    def size(self): return len(str(self.v))
    def __del__(self): Thing.made -= 1
class Sub(Thing):
    def size(self): return super().size() * 2
    @property
    def p(self): return self.v
class Slotted:
    __slots__ = ('v', 'w')
    def __init__(self, v): self.v = v
    def size(self): return 1
    def __str__(self): return f'slotted {self.v}'
    def __repr__(self): return f'S({self.v!r})'
    def __add__(self, o): return NotImplemented
class Guard:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): return self.swallow
    def __exit__(self, t, v, tb): print('guard', t and t.__name__); return self.swallow
def gen(n):
    total = 0
    try:
        for i in range(n):
            got = yield i + total
            total += got or 0
    finally:
        total = None
def cycle(n):
    first = last = Thing(0)
    for i in range(n):
        t = Thing(i); t.next = last; last = t
    first.next = last
w = 0
`

const START: readonly [string, Kind, string][] = [
  ['i', 'int', '5'],
  ['n', 'int', '-12'],
  ['s', 'str', "'hello'"],
  ['u', 'str', "'añ€'"],
  ['l', 'list', '[1, 2, 3]'],
  ['m', 'list', "['x', 0, 'y']"],
  ['d', 'dict', "{'a': 1, 2: 'b'}"],
  ['e', 'set', '{1, 4, 9}'],
  ['t', 'tuple', "(1, 'two', 3)"],
  ['o', 'obj', 'Thing(7)'],
  ['f', 'float', '2.5'],
  ['b', 'bool', 'True'],
]

const indent = (lines: string[]): string[] => lines.map((line) => `    ${line}`)

class Builder {
  private fresh = 0

  constructor(private readonly c: Choices) {}

  block(scope: Scope, depth: number, inFunction: boolean): string[] {
    const count = this.c.int(1, depth > 1 ? 3 : 2)
    return Array.from({ length: count }, () => this.statement(scope, depth - 1, inFunction)).flat()
  }

  statement(scope: Scope, depth: number, inFunction: boolean): string[] {
    const { c } = this
    const kind = c.pick(KINDS)
    const value = (k: Kind = kind): string => expression(c, scope, k, 2)
    const named = (k: Kind): string => c.pick(scope.of(k))
    const simple: (() => string[])[] = [
      () => [`${named(kind)} = ${value()}`],
      () => [`${named(kind)} = ${value()}`],
      () => [`print(${anyExpression(c, scope, 2)}, ${value()})`],
      () => [`${named('int')} ${c.pick(['+=', '-=', '*=', '//=', '%=', '|=', '^='])} ${value('int')} % 100000`],
      () => [`${named('str')} = (${named('str')} + ${value('str')})[-40:]`],
      () => [`${named('list')}.${c.pick(['append', 'remove', 'extend'])}(${value(c.pick(['int', 'str', 'list']))})`],
      () => [`${named('list')}.${c.pick(['pop()', 'reverse()', 'sort(key=str)', 'clear()', 'insert(1, 9)'])}`],
      () => [`${named('dict')}[${value(c.pick(['int', 'str', 'tuple']))}] = ${value('int')}`],
      () => [
        `${named('dict')}.${c.pick(['popitem()', "pop('a', None)", "setdefault('z', 0)", 'update(k=1)', 'clear()'])}`,
      ],
      () => [`${named('set')}.${c.pick(['add', 'discard', 'remove'])}(${value('int')} % 20)`],
      () => [`del ${named('list')}[${value('int')} % 4${c.oneIn(3) ? ':' : ''}]`],
      () => [`${named('list')}[${c.pick(['0', '-1', '1:2', ':0', '::2'])}] = ${value(c.pick(['list', 'int']))}`],
      () => [`${named('int')}, ${named('str')} = ${value('int')}, ${value('str')}`],
      () => [`${named('int')}, *${named('list')} = ${value('list')}`],
      () => [`${named('obj')}.${c.pick(['v', 'extra'])} = ${value()}`],
      () => [`assert ${value('bool')}, ${value('str')}`],
      () => [`raise ${c.pick(['ValueError', 'KeyError', 'TypeError', 'RuntimeError'])}(${value()})`],
      () => [`print(sys.getrefcount(${named(c.pick(['list', 'dict', 'obj']))}))`],
      () => ['gc.collect()', `cycle(${c.int(1, 9)})`, 'print(gc.collect(), Thing.made > -1)'],
      () => [`print(gc.is_tracked(${value()}))`],
      () => (inFunction ? [`return ${value()}`] : [`print(${value()})`]),
    ]
    if (depth <= 0) return c.pick(simple)()
    const compound: (() => string[])[] = [
      () => [
        `if ${value('bool')}:`,
        ...indent(this.block(scope, depth, inFunction)),
        'else:',
        ...indent(this.block(scope, depth, inFunction)),
      ],
      () => this.loop(scope, depth, inFunction),
      () => this.attempt(scope, depth, inFunction),
      () => [`with Guard(${value('bool')}) as ${named('bool')}:`, ...indent(this.block(scope, depth, inFunction))],
      () => this.match(scope, depth, inFunction),
      () => (inFunction ? this.closure(scope, depth) : this.define(scope, depth)),
    ]
    return c.oneIn(2) ? c.pick(compound)() : c.pick(simple)()
  }

  private loop(scope: Scope, depth: number, inFunction: boolean): string[] {
    const { c } = this
    const body = this.block(scope, depth, inFunction)
    const name = `k${this.fresh++}`
    if (c.oneIn(4)) {
      return [`${name} = ${c.int(1, 4)}`, `while ${name}:`, ...indent([`${name} -= 1`, ...body]), 'else: print("done")']
    }
    const source = c.pick(['range(3)', `${expression(c, scope, 'list', 1)}[:4]`, `gen(${c.int(0, 4)})`, "'ab'"])
    const leave = c.oneIn(3) ? [`if ${expression(c, scope, 'bool', 1)}: ${c.pick(['break', 'continue'])}`] : []
    return [`for ${name} in ${source}:`, ...indent([...leave, ...body])]
  }

  private attempt(scope: Scope, depth: number, inFunction: boolean): string[] {
    const { c } = this
    const lines = ['try:', ...indent(this.block(scope, depth, inFunction))]
    const caught = c.pick(['ValueError', '(KeyError, IndexError)', 'TypeError', 'Exception', 'ArithmeticError'])
    lines.push(
      `except ${caught} as exc:`,
      ...indent(['print("caught", type(exc).__name__, exc)', ...this.block(scope, 0, inFunction)]),
    )
    if (c.oneIn(3)) lines.push('else:', ...indent(this.block(scope, 0, inFunction)))
    if (c.oneIn(2)) lines.push('finally:', ...indent(['print("finally")']))
    return lines
  }

  private match(scope: Scope, depth: number, inFunction: boolean): string[] {
    const { c } = this
    const patterns = [
      '0 | 1',
      '[]',
      '[x, *_]',
      '(1, y)',
      "{'a': z}",
      'str() as q',
      'int(x) if x > 3',
      'Thing(v=1)',
      'Sub()',
      '{**rest}',
      'None',
    ]
    const lines = [`match ${anyExpression(c, scope, 1)}:`]
    for (let i = c.int(1, 3); i > 0; i -= 1) {
      lines.push(...indent([`case ${c.pick(patterns)}:`, ...indent(this.block(scope, depth - 1, inFunction))]))
    }
    return [...lines, ...indent(['case _: print("other")'])]
  }

  /** A function with defaults; what it assigns is its own. */
  private define(scope: Scope, depth: number): string[] {
    const { c } = this
    const name = `fn${this.fresh++}`
    const arity = c.int(0, 3)
    const parameters = Array.from({ length: arity }, (_, i) => `p${i}`)
    const inner = scope.inner()
    for (const parameter of parameters) inner.names.set(parameter, 'int')
    // Locals are initialised first, so that assignments in the body do not make every name unbound.
    const locals = START.map(([local, , text]) => `${local} = ${text}`)
    const body = [locals.join('; '), ...this.block(inner, depth, true), `return ${expression(c, inner, 'int', 1)}`]
    const lines = [`def ${name}(${parameters.join(', ')}):`, ...indent(body)]
    scope.functions.set(name, arity)
    const call = `print(${name}(${Array.from({ length: arity }, () => expression(c, scope, 'int', 1)).join(', ')}))`
    return [...lines, 'try:', ...indent([call]), 'except Exception as exc:', '    print(type(exc).__name__, exc)']
  }

  private closure(scope: Scope, depth: number): string[] {
    const name = `inner${this.fresh++}`
    const body = this.block(scope, Math.min(depth, 1), true)
    return [
      `def ${name}():`,
      ...indent(['nonlocal i, s, l', ...body.filter((line) => !/^\s*(nonlocal|global)/.test(line))]),
      `print(${name}())`,
    ]
  }

  program(statements: number): string {
    const scope = new Scope(new Map(START.map(([name, kind]) => [name, kind])))
    const lines = START.map(([name, , text]) => `${name} = ${text}`)
    for (let i = 0; i < statements; i += 1) {
      const body = this.statement(scope, 3, false)
      if (body[0].startsWith('def ')) lines.push(...body)
      else lines.push('try:', ...indent(body), 'except Exception as exc:', '    print(type(exc).__name__, exc)')
    }
    lines.push(...START.map(([name]) => `print('${name}', ${name})`))
    return `${PROLOGUE}${lines.join('\n')}\n`
  }
}

/** A valid Python program of `statements` top-level statements; the same choices give the same program. */
export function generateProgram(choices: Choices, statements: number): string {
  return new Builder(choices).program(statements)
}
