# gc.is_tracked at birth and after collections, for every kind of object and operation.
import gc, weakref, collections, types
gc.disable(); gc.collect()
T = gc.is_tracked
class C: pass
class S: __slots__ = ()
def fn(): yield
o = C(); a = C(); a.x = 1
objs = [1, 1.5, 'a', b'a', None, True, ..., [], (), {}, set(), frozenset(), (1,), (1, 'a'), ([],), ((1,), 2), {'k': 1}, {'k': []}, {1: 2}, {1: (2,)}, o, a, S(), C, S, int, type, len, [].append, fn, fn(), o.__init__, iter([]), iter(''), iter({}), range(3), iter(range(3)), slice(1), bytearray(), memoryview(b''), object(), ValueError(), property(), staticmethod(fn), classmethod(fn), types.SimpleNamespace(), types.MappingProxyType({}), weakref.ref(o), weakref.proxy(o), collections.deque(), collections.OrderedDict(), collections.defaultdict(int), collections.Counter(), enumerate([]), zip(), map(str, []), filter(None, []), reversed([]), {}.keys(), {}.items(), {}.values(), (lambda x: lambda: x)(1).__closure__[0], fn.__code__, gc, super(C, o), 1j, 10 ** 50, type(None), NotImplemented, list[int], int | str, fn.__globals__, a.__dict__, C.__dict__, C.__mro__, ().__class__, tuple([1, 2]), tuple([[]]), dict(a=1), dict(a=[]), {**{'a': 1}}, dict([('a', 1)]), dict.fromkeys('ab'), dict.fromkeys('ab', []), [1], [[]]]
print([int(T(x)) for x in objs]); gc.collect(0); print([int(T(x)) for x in objs]); gc.collect(); print([int(T(x)) for x in objs]); gc.collect(); print([int(T(x)) for x in objs])
d = {}; r = [T(d)]; d['a'] = 1; r.append(T(d)); d[2] = 'x'; r.append(T(d)); d['b'] = (1, 2); r.append(T(d)); d['c'] = []; r.append(T(d)); del d['c']; r.append(T(d)); d.clear(); r.append(T(d)); gc.collect(0); r.append(T(d)); gc.collect(1); r.append(T(d)); gc.collect(2); r.append(T(d)); print(r)
t = ((1, 2), (3, (4, 5))); u = ([], 1); v = tuple([tuple([1])]); print(T(t), T(t[1]), T(u), T(v), T(v[0])); gc.collect(); print(T(t), T(t[1]), T(u), T(v), T(v[0])); gc.collect(); print(T(t), T(u), T(v))
e = {'k': (1, 2)}; print(T(e)); gc.collect(); f = {'k': e['k']}; print(T(e), T(f), T(e['k'])); e2 = e.copy(); e3 = {'x': []}; e4 = e3.copy(); print(T(e2), T(e3), T(e4), T(e | e3), T(e | e)); e3['x'] = 1; gc.collect(); print(T(e3), T(e4))
for op in (lambda d: d.update(a=1), lambda d: d.update({'a': []}), lambda d: d.setdefault('a', []), lambda d: d.setdefault('a', 1), lambda d: d.update([('a', ())]), lambda d: d.update([('a', {})]), lambda d: d.__setitem__((1, 2), 1), lambda d: d.__setitem__(C(), 1), lambda d: d.__setitem__('a', {'b': 1}), lambda d: d.__setitem__('a', len), lambda d: d.__ior__({'a': [1]}), lambda d: d.__setitem__('a', 1.5)):
    d = {}; op(d); print(int(T(d)), end=' ')
print()
class L(list): pass
class Dd(dict): pass
class Tt(tuple): pass
class I(int): pass
print(T(L()), T(Dd()), T(Tt()), T(Tt((1,))), T(I(5)), T(I(5).__dict__), T(o.__dict__), T(a.__dict__)); gc.collect(); tt = Tt((1, 2)); dd = Dd(a=1); gc.collect(); print(T(tt), T(dd), T(o.__dict__))
def kw(**k): return T(k)
def ar(*a): return T(a)
print(kw(), kw(a=1), kw(a=[]), ar(), ar(1), ar([]), T(locals()), T(vars()), T((lambda: locals())()), T((lambda x: locals())([])), T((lambda x: locals())(1)))
print(T([i for i in range(3)]), T({i for i in range(3)}), T({i: i for i in range(3)}), T({i: [] for i in range(3)}), T(tuple(i for i in range(3))), T((1, 2, 3)[:2]), T((1, 2) + (3,)), T((1,) * 5), T('a b'.split()), T('a,b'.partition(',')), T(divmod(5, 3)), T(next(enumerate('a'))), T(next(zip('a'))), T(next(iter({1: 2}.items()))), T(sys_flags) if (sys_flags := __import__('sys').flags) and 0 else 'skip')
