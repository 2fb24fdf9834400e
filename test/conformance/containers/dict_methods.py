# Every dict method, views, merging, ordering, deletion while iterating.
d = {'b': 2, 'a': 1}
d['c'] = 3; d['b'] = 20; d.update(x=9); d.update({'y': 8}, z=7); d.update([('k', 'v'), 'pq']); print(d, len(d))
print(d['a'], d.get('a'), d.get('nope'), d.get('nope', 5), d.setdefault('a', 99), d.setdefault('new', []), d.pop('x'), d.pop('x', 'gone'), d.popitem(), 'a' in d, 'zz' not in d)
print(list(d), list(d.keys()), list(d.values()), list(d.items()), list(reversed(d)), list(reversed(d.items())), d.copy() == d, d | {'a': 0, 'n': 1}, {'q': 1} | d == d)
d |= {'m': 5}; d |= [('l', 6)]; print(d); del d['m']; d['m'] = 7; print(list(d)); d.clear(); print(d, {}, dict())
print(dict(a=1, b=2), dict([('x', 1), ('y', 2)]), dict({'a': 1}, b=2), dict(zip('ab', [1, 2])), dict.fromkeys('abc'), dict.fromkeys([1, 2], 0), {**{'a': 1}, 'b': 2, **{'a': 3}}, {k: v for k, v in zip('xy', range(2))})
print({1: 'int', 1.0: 'float', True: 'bool'}, {1: 1} == {1.0: 1}, {'a': 1} == {'a': 1, 'b': 2}, {'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {} == [], {(1, 2): 't', None: 'n', 1.5: 'f', b'b': 'y', frozenset(): 's'})
e = {'a': 1, 'b': 2, 'c': 3}; k = e.keys(); v = e.values(); i = e.items(); e['d'] = 4; print(k, v, i, len(k), 'd' in k, ('d', 4) in i, 4 in v)
print(k & {'a', 'z'}, sorted(k | {'z'}), sorted(k - {'a'}), sorted(k ^ {'a', 'q'}), k == {'a', 'b', 'c', 'd'}, k > {'a'}, k.isdisjoint({'q'}), i & {('a', 1)}, sorted(i - {('a', 1)}), k.mapping['a'], repr(k.mapping))
for op in ("{}['x']", "{}[[]]", "{[]: 1}", "{{}: 1}", "{}.pop('a')", "{}.popitem()", "dict(5)", "dict([1])", "dict([(1, 2, 3)])", "dict(['abc'])", "{}.update(5)", "{} < {}", "{} + {}", "{}.get()", "hash({})", "{} | []", "{}.fromkeys(5)", "dict(**{1: 2})", "{'a': 1}.a", "{}.setdefault([])", "{} | None", "dict(a=1, **{'a': 2})", "{**5}"):
    try:
        print(op, eval(op))
    except Exception as x:
        print(op, '->', type(x).__name__, x)
try:
    for key in e:
        e[key + '!'] = 1
except RuntimeError as x:
    print(x)
try:
    for key in list(e):
        pass
    for key in e:
        del e[key]
except RuntimeError as x:
    print(x, e)
try:
    for n, key in enumerate(e):
        val = e.pop(key); e[key + 'n'] = val
except RuntimeError as x:
    print(x)
n = {}; n['self'] = n; n['l'] = [n]; print(n)
class D(dict):
    def __missing__(self, key): return f'missing {key}'
m = D(a=1); print(m['a'], m['zz'], m.get('zz'), m, type(m.copy()).__name__, 'zz' in m, D.fromkeys('ab'), m | {'b': 2}, type(m | {}).__name__)
