"""Tokenizer, recursive descent parser, AST evaluator, compiler to stack code."""
import re, sys
from dataclasses import dataclass, field
from typing import NamedTuple, Union, Optional

class Token(NamedTuple):
    kind: str
    text: str
    pos: int

SPEC = [('NUM', r'\d+(?:\.\d*)?'), ('ID', r'[A-Za-z_]\w*'), ('OP', r'\*\*|[-+*/%()=,<>!]=?|=='), ('WS', r'\s+'), ('BAD', r'.')]
MASTER = re.compile('|'.join(f'(?P<{n}>{p})' for n, p in SPEC))

def tokenize(text):
    for m in MASTER.finditer(text):
        if m.lastgroup == 'WS': continue
        if m.lastgroup == 'BAD':
            raise SyntaxError(f'unexpected {m.group()!r} at {m.start()}')
        yield Token(m.lastgroup, m.group(), m.start())
    yield Token('END', '', len(text))

@dataclass(frozen=True)
class Num:
    value: float
@dataclass(frozen=True)
class Var:
    name: str
@dataclass(frozen=True)
class Bin:
    op: str
    left: 'Expr'
    right: 'Expr'
@dataclass(frozen=True)
class Call:
    name: str
    args: tuple = ()
@dataclass
class Assign:
    name: str
    value: 'Expr'
    notes: list = field(default_factory=list, compare=False)
Expr = Union[Num, Var, Bin, Call]

class Parser:
    PREC = {'+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '**': 3}
    def __init__(self, text):
        self.tokens = list(tokenize(text)); self.i = 0
    @property
    def tok(self): return self.tokens[self.i]
    def next(self):
        t = self.tok; self.i += 1; return t
    def expect(self, text):
        if self.tok.text != text: raise SyntaxError(f'expected {text!r}, got {self.tok.text!r} at {self.tok.pos}')
        return self.next()
    def statement(self):
        if self.tok.kind == 'ID' and self.tokens[self.i + 1].text == '=':
            name = self.next().text; self.next()
            return Assign(name, self.expr())
        e = self.expr()
        if self.tok.kind != 'END': raise SyntaxError(f'trailing {self.tok}')
        return e
    def expr(self, prec=1):
        left = self.atom()
        while (p := self.PREC.get(self.tok.text, 0)) >= prec:
            op = self.next().text
            left = Bin(op, left, self.expr(p if op == '**' else p + 1))
        return left
    def atom(self):
        t = self.next()
        match t:
            case Token(kind='NUM', text=x): return Num(float(x) if '.' in x else int(x))
            case Token('ID', name):
                if self.tok.text == '(':
                    self.next(); args = []
                    while self.tok.text != ')':
                        args.append(self.expr())
                        if self.tok.text == ',': self.next()
                    self.expect(')')
                    return Call(name, tuple(args))
                return Var(name)
            case Token(text='('):
                e = self.expr(); self.expect(')'); return e
            case Token(text='-'): return Bin('-', Num(0), self.atom())
            case _: raise SyntaxError(f'unexpected {t.text!r} at {t.pos}')

import operator, math
OPS = {'+': operator.add, '-': operator.sub, '*': operator.mul, '/': operator.truediv, '%': operator.mod, '**': operator.pow}
def evaluate(e, env):
    match e:
        case Num(v): return v
        case Var(n):
            try: return env[n]
            except KeyError: raise NameError(f'unknown {n}') from None
        case Bin(op, l, r): return OPS[op](evaluate(l, env), evaluate(r, env))
        case Call(n, args): return getattr(math, n)(*(evaluate(a, env) for a in args))
        case Assign(n, v): env[n] = evaluate(v, env); return env[n]
def emit(e):
    match e:
        case Num(v): yield ('PUSH', v)
        case Var(n): yield ('LOAD', n)
        case Bin(op, l, r): yield from emit(l); yield from emit(r); yield ('BIN', op)
        case Call(n, args):
            for a in args: yield from emit(a)
            yield ('CALL', n, len(args))
env = {}
for src in ['x = 3', 'y = x ** 2 ** 1 + 4 * (2 - 1)', 'y % 5', 'sqrt(16) + max', '2 $ 3', '(1', 'pow(2, 10) / 4.0', '-x + 1', '1 2', 'floor(7.9)']:
    try:
        tree = Parser(src).statement()
        print(src, '->', evaluate(tree, env), list(emit(tree)) if not isinstance(tree, Assign) else tree)
    except (SyntaxError, NameError, AttributeError) as e:
        print(src, '!!', type(e).__name__, e)
t = Parser('a + b * 2').statement()
print(t, hash(t) == hash(Parser('a + b * 2').statement()), t == Parser('a+b*2').statement(), sys.getsizeof(t), sys.getrefcount(t))
try: t.op = '-'
except Exception as e: print(type(e).__name__, e)
