# Views see changes; iteration notices size changes; views as sets; popitem order.
d = {'a': 1, 'b': 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i)
d['c'] = 3
print(k, v, i, len(k), len(v), len(i))
del d['a']
print(list(k), list(v), list(i), list(reversed(k)), list(reversed(v)), list(reversed(i)))
print('b' in k, 2 in v, ('b', 2) in i, ('b', 9) in i, 'z' in k, ('b',) in i)
other = {'b': 0, 'z': 9}
print(sorted(k & other.keys()), sorted(k | other.keys()), sorted(k - other.keys()), sorted(k ^ other.keys()))
print(k == {'b', 'c'}, k <= {'b', 'c', 'd'}, k < {'b', 'c'}, k >= {'b'}, i == {('b', 2), ('c', 3)}, v == v, v == d.values())
print(i & {('b', 2)}, sorted(i | {('q', 1)}), k.isdisjoint(['q']), k.isdisjoint(['b']))
it = iter(d)
print(next(it))
d['new'] = 1
try:
    next(it)
except RuntimeError as e:
    print(e)
it = iter(d.items())
next(it)
d['b'] = 'changed while iterating'
print(list(it))
it = iter(d)
next(it)
del d['c']
d['c2'] = 3
try:
    print(list(it))
except RuntimeError as e:
    print(e)
for key in list(d):
    if key.startswith('c'):
        del d[key]
print(d)
order = {n: n * n for n in range(5)}
while order:
    print(order.popitem(), end=' ')
print()
print(repr({}.keys()), repr({1: [2]}.items()), type(k).__name__, k.mapping['b'])
for f in (lambda: hash(k), lambda: k[0], lambda: k + k, lambda: k | 5, lambda: v | v, lambda: k.add(1), lambda: i & 5, lambda: next(k)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Tracking(dict):
    def keys(self):
        print('keys called')
        return super().keys()

    def __iter__(self):
        print('iter called')
        return super().__iter__()

    def __getitem__(self, key):
        print('getitem', key)
        return super().__getitem__(key)


t = Tracking(x=1, y=2)
print(dict(t), {**t}, list(t), dict(**t), t.copy(), t.get('x'), {}.__class__(t))
