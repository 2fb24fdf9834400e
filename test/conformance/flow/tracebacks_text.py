# The full text of tracebacks: carets, chains, recursion folding, notes, multi-line expressions.
import traceback
def show(f):
    try: f()
    except BaseException: print(traceback.format_exc())
def div(a, b):
    return a / b
def attr(o):
    return o.first.second.third
def call():
    return max(1, 2)(3) + 1
def sub(d):
    return d['a']['b']['c']
def binop(x):
    return (1 + 2) * x + 5
def multi():
    return div(1,
               0)
def name():
    value = undefined_name + 1
def chain():
    try:
        div(1, 0)
    except ZeroDivisionError as e:
        raise RuntimeError('wrapped') from e
def context():
    try:
        div(1, 0)
    except ZeroDivisionError:
        raise KeyError('during')
def suppressed():
    try:
        div(1, 0)
    except ZeroDivisionError:
        raise KeyError('alone') from None
def rec(n):
    if n == 0: raise ValueError('deep')
    rec(n - 1)
def noted():
    e = ValueError('with notes')
    e.add_note('first note')
    e.add_note('second\nline')
    raise e
class C:
    @property
    def p(self): return self._missing
    def __getitem__(self, k): raise IndexError(f'no {k}')
    def __add__(self, o): return NotImplemented
def unicode_line():
    é = 1; return é.ñ
def lam(): return (lambda x: x.y)(1)
def comp(): return [1 // i for i in (1, 0)]
def genexp(): return sum(1 // i for i in (1, 0))
def asrt(): assert 1 == 2, 'math works'
def imp(): import no_such_module_here
def unpack(): a, b = 1, 2, 3
def kw(): div(1, c=2)
def store(): C().x.y = 5
def delete(): del {}['gone']
def with_stmt():
    with 5 as x: pass
def for_stmt():
    for i in 5: pass
def fmt(): return f'{1:z}'
def exec_(): exec('x = 1\ny = x / 0\n')
def compiled(): eval('1 +\\\n undefined')
def syntax(): exec('x = = 1')
for f in (lambda: div(1, 0), lambda: attr(5), call, lambda: sub({'a': {}}), lambda: binop('s'), multi, name, chain, context, suppressed, lambda: rec(2), lambda: rec(10), noted, lambda: C().p, lambda: C()['k'], lambda: C() + 1, unicode_line, lam, comp, genexp, asrt, imp, unpack, kw, store, delete, with_stmt, for_stmt, fmt, exec_, compiled, syntax):
    show(f)
