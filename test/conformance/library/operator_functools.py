# operator functions and getters; functools.partial, reduce, wraps, total_ordering, singledispatch, cmp_to_key.
import operator as op, functools
print(op.add(1, 2), op.sub(5, 3), op.mul(2, 'a'), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.pos(-3), op.inv(5), op.not_(0), op.truth([]), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 4), op.rshift(16, 2), op.matmul if 0 else '', op.is_(None, None), op.is_not(1, None), op.eq(1, 1.0), op.ne(1, 2), op.lt(1, 2), op.ge(2, 2), op.contains([1, 2], 2), op.countOf([1, 2, 1], 1), op.indexOf('abc', 'c'), op.getitem([5, 6], 1), op.concat([1], [2]), op.abs(-4), op.index(True), op.length_hint([1, 2]), op.length_hint(5, 9), op.iadd([1], [2]), op.ior({1}, {2}))
l = [1, 2, 3]; op.setitem(l, 0, 9); op.delitem(l, 1); print(l, op.itemgetter(1)('abc'), op.itemgetter(0, 2)('abc'), op.itemgetter('k')({'k': 5}), op.itemgetter(slice(1, 3))('abcd'), op.attrgetter('real')(5), op.attrgetter('real', 'imag')(2j), op.attrgetter('__class__.__name__')(5), op.methodcaller('upper')('a'), op.methodcaller('split', ',', maxsplit=1)('a,b,c'), op.call(max, 1, 2), repr(op.itemgetter(1, 2)), repr(op.attrgetter('a.b')), repr(op.methodcaller('m', 1, k=2)))
for call in ("op.itemgetter()", "op.itemgetter(5)([1])", "op.attrgetter(5)", "op.attrgetter('x')(5)", "op.methodcaller()", "op.add(1)", "op.indexOf([1], 2)", "op.index(1.5)", "op.length_hint(5, 'a')", "op.concat(1, 2)", "op.add(1, 'a')"):
    try: print(eval(call))
    except Exception as e: print(call, type(e).__name__, e)
def f(a, b=2, *args, **kw): return a, b, args, kw
p = functools.partial(f, 1, x=9); print(p(), p(5, 6), p(x=1, y=2), p.func is f, p.args, p.keywords, repr(functools.partial(int, base=2)), functools.partial(p, 7).args, functools.partial(p, z=1).keywords); p.attr = 1; print(p.__dict__)
class C:
    def m(self, a, b): return a, b
    pm = functools.partialmethod(m, 'first')
print(C().pm('second'), functools.reduce(op.add, [1, 2, 3]), functools.reduce(lambda a, b: a * b, [], 5), functools.reduce(op.add, ['a', 'b'], 'x'))
for call in ("functools.reduce(op.add, [])", "functools.partial()", "functools.partial(5)", "functools.reduce(op.add, 5)", "functools.reduce(5, [1, 2])"):
    try: print(eval(call))
    except Exception as e: print(call, type(e).__name__, e)
@functools.total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), V(1) != V(2))
try:
    @functools.total_ordering
    class Bad: pass
except ValueError as e: print(e)
@functools.singledispatch
def show(x): return f'object {x}'
@show.register
def _(x: int): return f'int {x}'
@show.register(list)
def _(x): return f'list {len(x)}'
@show.register
def _(x: str | bytes): return f'text {x}' if hasattr(show, 'x') else f'text {x!r}'
print(show(5), show([1]), show('a'), show(1.5), show(True), show.dispatch(bool) is show.dispatch(int), sorted(k.__name__ for k in show.registry))
class D:
    @functools.singledispatchmethod
    def m(self, a): return 'default'
    @m.register
    def _(self, a: int): return 'int'
print(D().m(1), D().m('x')); key = functools.cmp_to_key(lambda a, b: b - a); print(sorted([3, 1, 2], key=key), key(1) < key(2), key(1) == key(1))
def orig(): "doc"
@functools.wraps(orig, updated=())
def wrapper(): pass
print(wrapper.__name__, wrapper.__doc__, wrapper.__wrapped__ is orig, functools.WRAPPER_ASSIGNMENTS)
