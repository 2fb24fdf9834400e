# What is stored, searched and dropped in the short ways shows the same counts, orders and errors as in the long ones.
import gc
import sys


class K:
    def __init__(self, h, name):
        self.h = h
        self.name = name

    def __hash__(self):
        print('hash', self.name)
        return self.h

    def __eq__(self, other):
        print('eq', self.name, other.name if isinstance(other, K) else other)
        return self is other

    def __repr__(self):
        return self.name


# a missing key is hashed and compared once
d = {K(1, 'a'): 1, 1: 2}
for key in K(1, 'x'), 1.0, True, 5:
    try:
        print(d[key])
    except KeyError as e:
        print('KeyError', e.args)

# -1 and -2 have one hash; so have ints and other numbers
d = {}
for k in -1, -2, -2.0, 0, False, 2**61 - 1, 1 << 70, 7, 7.0, -(2**30), 2**30:
    d[k] = k
print(d, len(d))
for k in -2, -1:
    del d[k]
    print(k in d, d.get(k), list(d))
    d[k] = 'again'
print(d)

# a display with a key twice, values that make it tracked or not
def displays(x, t):
    a = {'k': x, 'n': t, 'k': t}
    b = {'k': x, 'n': 1}
    c = {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5}
    e = {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': []}
    g = {x: t, 'q': 1, 'r': (t,)}
    return a, b, c, e, g


for d in displays(1.5, [1]) + displays('text', (1, 2)):
    print(d, gc.is_tracked(d), sys.getsizeof(d))


# destructors see the dict as CPython shows it
class V:
    def __init__(self, d, k):
        self.d = d
        self.k = k

    def __del__(self):
        print('del', self.k, self.d.get(self.k), len(self.d))
        self.d['late'] = 1


d = {}
key = 1000003
d[key] = V(d, key)
d[key] = 2
print(d, sys.getrefcount(key))
name = ''.join(['na', 'me'])
s = {}
s[name] = V(s, name)
s[name] = 2
print(s, sys.getrefcount(name))

# growing: order, sizes, tracking
d = {}
sizes = []
for i in range(3000):
    d[i * 7919 % 3001] = i
    if not sizes or sys.getsizeof(d) != sizes[-1][1]:
        sizes.append((i, sys.getsizeof(d)))
print(sizes, gc.is_tracked(d))
s = {}
for i in range(200):
    s['k%d' % i] = i
    if i % 3 == 0:
        del s['k%d' % i]
s[1] = []
print(list(s)[:5], len(s), sys.getsizeof(s), gc.is_tracked(s))

# sets
def sets(x):
    return {x}, {x, 1, 2, 3}, {x, 1, 2, 3, 4}, {1, True, 1.0, x, x}, {-1, -2, x}


for s in sets('a') + sets(9):
    print(sorted(map(str, s)), len(s), sys.getsizeof(s), gc.is_tracked(s))
try:
    {1, [], K(2, 'never')}
except TypeError as e:
    print(e)
print({K(1, 'p'), K(1, 'q'), K(2, 'r')} and 'made')


# deaths: nested beyond the trashcan's limit, in order
class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('D', self.n)


x = [D(1), (D(2), {'a': D(3), D(4).n: D(5)}), {'k': [D(6)]}, (D(7),)]
del x
x = None
for i in range(500):
    x = [x] if i % 3 == 0 else (x,) if i % 3 == 1 else {'x': x, i: D(i) if i % 100 == 0 else None}
del x
print('end')
