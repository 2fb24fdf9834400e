# Dicts, sets and tuples.
d = {'a': 1, 'b': 2}
d['c'] = 3
print(d, len(d), d['a'])
print('a' in d, 'z' in d, d.get('z'), d.get('z', 0))
for k in d:
    print(k, d[k])
for k, v in d.items():
    print(k, v)
del d['b']
print(list(d), list(d.values()))
try:
    d['nope']
except KeyError as e:
    print('KeyError', e)
s = {3, 1, 2, 3}
s.add(4)
print(s, len(s), 3 in s)
print({1, 2} | {3}, {1, 2} & {2}, {1, 2} - {2})
t = (1, 'x', 2.5)
print(t, t[1], len(t), t + (4,))
a, b, c = t
print(c, b, a)
