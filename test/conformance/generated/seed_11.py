# Generated: node scripts/fuzz.mjs --from=11 --count=1 --size=14 --write=generated
import gc, sys
gc.disable()
class Thing:
    made = 0
    def __init__(self, v): self.v = v; Thing.made += 1
    def __repr__(self): return f'{type(self).__name__}({self.v!r})'
    def __add__(self, o): return type(self)((self.v, o.v))
    def __eq__(self, o): return isinstance(o, Thing) and self.v == o.v
    def __hash__(self): return hash(str(self.v))
    def __len__(self): return 1
    def size(self): return len(str(self.v))
    def __del__(self): Thing.made -= 1
class Sub(Thing):
    def size(self): return super().size() * 2
    @property
    def p(self): return self.v
class Slotted:
    __slots__ = ('v', 'w')
    def __init__(self, v): self.v = v
    def size(self): return 1
    def __str__(self): return f'slotted {self.v}'
    def __repr__(self): return f'S({self.v!r})'
    def __add__(self, o): return NotImplemented
class Guard:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): return self.swallow
    def __exit__(self, t, v, tb): print('guard', t and t.__name__); return self.swallow
def gen(n):
    total = 0
    try:
        for i in range(n):
            got = yield i + total
            total += got or 0
    finally:
        total = None
def cycle(n):
    first = last = Thing(0)
    for i in range(n):
        t = Thing(i); t.next = last; last = t
    first.next = last
w = 0
i = 5
n = -12
s = 'hello'
u = 'añ€'
l = [1, 2, 3]
m = ['x', 0, 'y']
d = {'a': 1, 2: 'b'}
e = {1, 4, 9}
t = (1, 'two', 3)
o = Thing(7)
f = 2.5
b = True
try:
    with Guard(bool(Thing(n))) as b:
        o.v = (d.get(n, n) % 10**6) / 3
        for k0 in u.split(',')[:4]:
            assert u.split(','), (('é' + 'zq')[0] + 'zq')[0]
            print(sys.getrefcount(d))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    e.add(sum(x for x in sorted(l, key=str) if isinstance(x, int)) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(({i: i * i for i in range(6)}.get(i, 257), s.lstrip()), float((257 >> 4) % 10**9))
except Exception as exc:
    print(type(exc).__name__, exc)
def fn1(p0, p1, p2):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    try:
        def inner2():
            nonlocal i, s, l
            print(dict(zip('abc', [[1], [2]])), '-'.join(map(str, l))[:60].capitalize())
            m = [i * len('') for i in range(4)]
        print(inner2())
    except TypeError as exc:
        print("caught", type(exc).__name__, exc)
        o.v = s.partition('a')[1:]
        p1, u = len(str(n)), f'{i}|{s!r}|{l}'[:60]
    finally:
        print("finally")
    n, u = max(divmod(p0, i)[0], -(-1)), repr('a'.center(9, '*'))[:60]
    return o.v
try:
    print(fn1(((-5) >> 23), divmod(n, i)[0], u.count('tab\t')))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if (frozenset(e) <= frozenset({1, 2, 3})):
        i += hash(tuple([])) % 97 % 100000
        f = ((1e10 - -2.25) * (n % 10**6) / 3)
    else:
        print([o.v, type(o).__name__, {i: i * i for i in range(6)}.get(n, i)], set(((-1), *(1,))[:8]))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match (b and True):
        case []:
            print(gc.is_tracked(Thing(-n)))
            for k3 in range(3):
                assert type(o).__name__.isalpha(), str((o + o))
        case {'a': z}:
            d.setdefault('z', 0)
        case {**rest}:
            if divmod(n, i)[0] in (e | e):
                o = Thing(int(s))
                d[(w := l[i % 3]) + w] = Slotted(i).size()
            else:
                i, *m = sorted(m)[0:4]
                i, *m = [i * d for i in range(4)]
            if bool(Thing(10)):
                d[(s.count(u) % ~i)] = (s.count(s) if (b and b) else list(range(8))[7 % 3])
                d.pop('a', None)
            else:
                m.append(sys.getsizeof({**d, 'k': (-6)}))
                l[::2] = (((n if True else i) % 1000) ** 5)
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    n //= (w := fn1(n, i, i)) + w % 100000
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    k4 = 4
    while k4:
        k4 -= 1
        d.popitem()
        print(gc.is_tracked([abs(n), str(0), ~i]))
    else: print("done")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard(((0 < i < 100) and (b and b))) as b:
        if isinstance(Sub(s), Sub):
            for k5 in gen(0):
                del l[fn1(divmod(i, i)[0], ~i, ord((s + 'q')[0])) % 4]
        else:
            print(gc.is_tracked(set(u.partition('a'))))
            if (0 < d.get(n, n) < 100):
                i, s = -sum(x for x in l if isinstance(x, int)), type(Slotted(i)).__name__
                n, u = ((n << 17) if isinstance(o, Sub) else -257), repr('abc'.partition('a'))[:60]
            else:
                n, u = sorted(l)[((n % 1000) ** 4) % 3], f'{n:+}|{s!r}|{i}'[:60]
                n ^= fn1(Slotted(3).v, len(e), hash((1,)) % 97) % 100000
            match u:
                case [x, *_]:
                    o.v = Thing(u.find('x,y,z'))
                case {'a': z}:
                    print(Sub(str(n)))
                case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if any(b):
        if (sorted(l, key=str) == list(map(lambda v: v, ([0] * 5)))):
            with Guard(any([i, u, i])) as b:
                print(divmod((lambda a, b=2: a * b)(i), 7), list({(-1): u, s: 2}))
        else:
            match (1.5 // 2 + f % 3):
                case [x, *_]:
                    e.add((lambda a, b=2: a * b)(sys.getsizeof(e)) % 20)
                case []:
                    i, u = (n // ord((u + 'q')[0])), '{} {:>4}'.format(f'{n:^7}|{s!r}|{o}'[:60], u % 1000)
                    print(sys.getrefcount(d))
                case int(x) if x > 3:
                    print(gc.is_tracked(((f * f) // 2 + abs(0.1) % 3)))
                case _: print("other")
        print(gc.is_tracked(({i: i * i for i in range(6)}.get(257, (2**30)) % 10**6) / 3))
    else:
        try:
            for k6 in gen(1):
                i, *m = sorted([x for x in l])
                raise RuntimeError(Sub(str(Sub([1]))))
            for k7 in list(map(lambda v: v, l))[:4]:
                if (b and True): break
                e.add(((sum(gen(n % 6)) % 1000) ** 1) % 20)
                gc.collect()
                cycle(6)
                print(gc.collect(), Thing.made > -1)
            match {i % 50, i % 50}:
                case str() as q:
                    i, *m = list(enumerate('€uro'.center(9, '*')))[:6]
                case _: print("other")
        except (KeyError, IndexError) as exc:
            print("caught", type(exc).__name__, exc)
            m[-1] = list(vars(Thing(0)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    raise RuntimeError(float(~i % 10**9))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d.clear()
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    o.v = len({x: len(str(x)) for x in m if not isinstance(x, (list, dict, set))})
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(gc.is_tracked((sorted(l) == [i * n for i in range(4)])))
except Exception as exc:
    print(type(exc).__name__, exc)
print('i', i)
print('n', n)
print('s', s)
print('u', u)
print('l', l)
print('m', m)
print('d', d)
print('e', e)
print('t', t)
print('o', o)
print('f', f)
print('b', b)
