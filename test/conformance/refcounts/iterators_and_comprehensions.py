# Counts while iterating: for, zip, enumerate, map, comprehensions, generator expressions, unpacking.
import sys
rc = sys.getrefcount
o = object()
l = [o]
for v in l:
    print('for', rc(o), rc(v), rc(l))
print('after for', rc(o), rc(l))
del v
for i, v in enumerate(l):
    print('enumerate', rc(o), rc(l))
for a, b in zip(l, l):
    print('zip', rc(o), rc(l))
del i, v, a, b
for v in map(lambda x: x, l):
    print('map', rc(o))
for v in filter(None, l):
    print('filter', rc(o))
for v in reversed(l):
    print('reversed', rc(o), rc(l))
del v
print('comprehension', [rc(x) for x in l], rc(o))
print('nested', [rc(x) for y in [l] for x in y], [[rc(x) for x in l] for _ in 'a'])
print('set and dict', {rc(x) for x in l}, {rc(x): rc(l) for x in l})
print('genexp', list(rc(x) for x in l), sum(rc(x) for x in l), tuple((rc(x), rc(l)) for x in l))
g = (x for x in l)
print('unstarted genexp', rc(l), rc(o))
x = next(g)
print('started genexp', rc(l), rc(o))
del x
print('x deleted', rc(o))
del g
print('genexp deleted', rc(l), rc(o))
it = iter(l)
print('iter', rc(l))
w = next(it)
print('next', rc(o), rc(l), next(it, None), rc(l))
del it, w
first, = l
print('unpacked', rc(o))
first, *rest = l * 3
print('star', rc(o), rc(rest))
del first, rest
(p, q), r = (o, o), o
print('nested unpacking', rc(o))
del p, q, r
d = {o: o}
for k in d:
    print('dict keys', rc(o), rc(d))
for k, v in d.items():
    print('dict items', rc(o), rc(d))
del k, v, d
s = {o}
for v in s:
    print('set', rc(o), rc(s))
del v, s
print('sorted key', sorted(l, key=lambda x: rc(x)) == l, max(l, key=rc) is o, any(rc(x) == 99 for x in l))
print('end', rc(o), rc(l))
