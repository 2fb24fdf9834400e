# A mapping, a sequence and a set written by hand, used through every operation of the language.
class Table:
    def __init__(self, rows=()):
        self.rows = dict(rows)
        self.log = []

    def __getitem__(self, key):
        self.log.append(f'get {key!r}')
        return self.rows[key]

    def __setitem__(self, key, value):
        self.log.append(f'set {key!r}')
        self.rows[key] = value

    def __delitem__(self, key):
        self.log.append(f'del {key!r}')
        del self.rows[key]

    def __contains__(self, key):
        self.log.append(f'in {key!r}')
        return key in self.rows

    def __iter__(self):
        self.log.append('iter')
        return iter(self.rows)

    def __len__(self):
        self.log.append('len')
        return len(self.rows)

    def keys(self):
        self.log.append('keys')
        return self.rows.keys()

    def __missing__(self, key):
        return 'never called here'


t = Table(a=1) if False else Table({'a': 1, 'b': 2})
t['c'] = 3
t['a'] += 10
print(t['a'], 'b' in t, 'z' in t, len(t), list(t), bool(t))
del t['b']
print({**t}, dict(t), [*t], max(t), sorted(t), tuple(t), ' '.join(t))
for key in t:
    print(key, t[key])
a, b = t
print(a, b)
try:
    t['nope']
except KeyError as e:
    print('KeyError', e)
def f(**kw): return kw
print(f(**t))
print(t.log)


class Vector:
    def __init__(self, *items): self.items = items
    def __getitem__(self, i):
        if isinstance(i, slice): return Vector(*self.items[i])
        return self.items[i]
    def __len__(self): return len(self.items)
    def __repr__(self): return f'Vector{self.items}'
    def __eq__(self, other): return self.items == getattr(other, 'items', other)
    def __add__(self, other): return Vector(*self.items, *other)
    def __radd__(self, other): return Vector(*other, *self.items)
    def __mul__(self, n): return Vector(*(self.items * n))
    __rmul__ = __mul__
    def __reversed__(self): return iter(self.items[::-1])
    def __hash__(self): return hash(self.items)


v = Vector(3, 1, 2)
print(v[0], v[-1], v[1:], v[::-1], list(v), 2 in v, 9 in v, v + [4], [0] + v, v * 2, 2 * v, sorted(v), list(reversed(v)), sum(v), max(v))
print(v == Vector(3, 1, 2), v == (3, 1, 2), hash(v) == hash((3, 1, 2)), {v: 'x'}[Vector(3, 1, 2)], list(enumerate(v)), list(zip(v, 'abc')), [*v, *v], dict.fromkeys(v))
x, *y = v
print(x, y, bool(Vector()), any(v), list(map(str, v)), list(iter(v)))
match v:
    case [p, *q]: print('sequence pattern')
    case _: print('not registered as a sequence')
