# OrderedDict, defaultdict, Counter, ChainMap, namedtuple, UserDict, UserList, UserString.
from collections import OrderedDict, defaultdict, Counter, ChainMap, namedtuple, UserDict, UserList, UserString, abc
o = OrderedDict([('a', 1), ('b', 2)]); o['c'] = 3; o.move_to_end('a'); print(o, list(o)); o.move_to_end('c', last=False); print(o, o.popitem(), o.popitem(last=False), o); o.update(z=1, y=2); print(list(reversed(o)), o == {'b': 2, 'z': 1, 'y': 2}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), o.pop('z'), o.setdefault('n', 5), o | {'q': 1}, list(o.items()), o.copy(), OrderedDict.fromkeys('ab', 0)); del o['n']; o.clear(); print(o, OrderedDict())
for call in ("OrderedDict().popitem()", "OrderedDict().move_to_end('x')", "OrderedDict()['x']", "OrderedDict(5)", "OrderedDict(a=1).pop('q')"):
    try: print(eval(call))
    except Exception as e: print(call, type(e).__name__, e)
d = defaultdict(list); d['a'].append(1); d['a'].append(2); d['b']; print(d, d.default_factory, d.get('zz'), 'zz' in d, d.copy(), dict(d), d | {'c': 1}, defaultdict(int, x=1)['y'], defaultdict(None, {'k': 1}))
n = defaultdict(lambda: defaultdict(int)); n['x']['y'] += 5; print(n['x'], defaultdict(int)['k'])
for call in ("defaultdict()['x']", "defaultdict(5)", "defaultdict(lambda: 1/0)['x']", "defaultdict(None)['q']"):
    try: print(eval(call))
    except Exception as e: print(call, type(e).__name__, e)
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], c.total(), sorted(c.elements())[:6], c + Counter(a=1), c - Counter(a=3, b=5), c & Counter(a=2, q=1), c | Counter(a=9), Counter(a=1, b=-1) + Counter(), -Counter(a=1, b=-2), Counter([1, 1, 2]), Counter(a=2) == Counter(a=2, b=0), Counter(a=1) <= Counter(a=2)); c.update('zz'); c.subtract({'a': 10}); print(c['a'], c['z'], c.copy() == c, Counter({'x': 3}).most_common(), repr(Counter())); del c['nope']; c += Counter(a=20); print(c['a'])
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(m, m['a'], m['b'], sorted(m), len(m), m.maps, m.new_child({'c': 5})['c'], m.parents, 'b' in m, dict(m), m.get('q', 0)); m['z'] = 1; print(m.maps[0]); del m['z']
try: del m['b']
except KeyError as e: print(e)
P = namedtuple('P', 'x y', defaults=[5]); p = P(1); print(p, p.x, p[1], P._fields, p._replace(x=9), p._asdict(), P._make([3, 4]), p == (1, 5), P._field_defaults, *p, hash(p) == hash((1, 5)), isinstance(p, tuple), P.__doc__, P.x.__doc__, p + (1,), namedtuple('Q', ['a', 'b'])(b=1, a=2), namedtuple('R', 'class a a', rename=True)._fields, P(y=1, x=0), repr(P))
for call in ("P()", "P(1, 2, 3)", "P(1, z=2)", "p._replace(q=1)", "namedtuple('T', 'a a')", "namedtuple('T', 'class')", "namedtuple('T', '_a')", "namedtuple('1T', 'a')", "P._make([1])", "namedtuple('T', 'a', defaults=[1, 2])", "setattr(p, 'x', 1)", "p.q"):
    try: print(eval(call))
    except Exception as e: print(call, type(e).__name__, e)
class Up(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
u = Up(a=1); u['b'] = 2; print(u, u.data, 'A' in u, len(u)); l = UserList([3, 1]); l.append(2); l.sort(); print(l, l[0:2], l + [5], type(l[0:1]).__name__); s = UserString('abc'); print(s.upper(), s + 'd', len(s), s == 'abc')
print(issubclass(list, abc.Sequence), issubclass(dict, abc.Mapping), isinstance({}, abc.MutableMapping), isinstance('a', abc.Hashable), isinstance([], abc.Hashable), isinstance((x for x in ()), abc.Generator), isinstance(range(3), abc.Sequence), isinstance({}.keys(), abc.KeysView), issubclass(set, abc.Set), isinstance(len, abc.Callable), isinstance(iter([]), abc.Iterator), issubclass(int, abc.Iterable))
class Seq(abc.Sequence):
    def __len__(self): return 3
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
q = Seq(); print(list(q), 10 in q, q.index(20), q.count(0), list(reversed(q)))
try: abc.Mapping()
except TypeError as e: print(e)
