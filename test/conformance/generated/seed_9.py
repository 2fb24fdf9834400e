# Generated: node scripts/fuzz.mjs --from=9 --count=1 --size=14 --write=generated
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
    if ({1 % 50, n % 50} <= {7 % 50, (-5) % 50}):
        def fn0(p0):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            try:
                u = (s + (repr(l)[:60] + 'zq')[0])[-40:]
            except Exception as exc:
                print("caught", type(exc).__name__, exc)
                return ({p0 % 50, n % 50} - {x % 5 for x in e})
            finally:
                print("finally")
            def inner1():
                nonlocal i, s, l
                assert isinstance(Slotted((2**64)), Sub), repr('12')[:60]
                d[sys.getsizeof(list(zip(m, t)))] = sum(gen(hash(tuple(range(4))) % 97 % 6))
            print(inner1())
            p0, s = (w := (i - i)) + w, str((-6)).capitalize()
            return len(u)
        try:
            print(fn0(int(u)))
        except Exception as exc:
            print(type(exc).__name__, exc)
        d[(u.partition('a') + ((2**64), ' pad '))[:8]] = Sub(u).size()
    else:
        with Guard((((255 % 1000) ** 3) != len(e))) as b:
            print(str(Thing(i)), Slotted((w := i) + w))
            n, *m = list(map(lambda v: v, (m + ([0] * 5))[:12]))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    i, u = (Sub([1]) + o).v, (n + 'zq')[0]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match (1e-5 // 2 + f % 3):
        case Thing(v=1):
            for k2 in list(gen(n % 5))[:4]:
                assert ({x % 5 for x in e} <= set(('a', 1))), ' pad '.replace(u, 'R')[:60].replace('%s|%s' % ('tab\t', n), 'R')[:60]
                l.sort(key=str)
            d[sum(x for x in [x for x in m] if isinstance(x, int))] = int(round(1e10, 2))
            l.remove(list(gen(set() % 5)))
        case [x, *_]:
            s = (u + f'{n}|{s!r}|{l}'[:60])[-40:]
            print({x % 5 for x in {i % 50, n % 50}})
            with Guard((0 < int(s) < 100)) as b:
                print(sys.getrefcount(d))
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    k5 = 4
    while k5:
        k5 -= 1
        k3 = 4
        while k3:
            k3 -= 1
            n ^= list(gen(n % 5))[fn0(i) % 3] % 100000
            print(gc.is_tracked(Thing(s.find(s))))
        else: print("done")
        e.discard(sum(x for x in list(enumerate(u))[:6] if isinstance(x, int)) % 20)
        def fn4(p0, p1):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            gc.collect()
            cycle(8)
            print(gc.collect(), Thing.made > -1)
            try:
                d.pop('a', None)
                l.reverse()
            except Exception as exc:
                print("caught", type(exc).__name__, exc)
                raise TypeError(s[:5:-1][1::-1])
                u = ('abc'.capitalize() + u.replace(u, 'R')[:60])[:60]
            finally:
                print("finally")
            p1 %= (w := '12'.count(s)) + w % 100000
            return ord((s + 'q')[0])
        try:
            print(fn4(max(i, i), ord((u + 'q')[0])))
        except Exception as exc:
            print(type(exc).__name__, exc)
    else: print("done")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(gc.is_tracked(str(~i)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if (0 < ((n % 1000) ** 2) < 100):
        raise TypeError(frozenset((e ^ {5, 50, 500})))
        raise RuntimeError(Slotted(o.v))
    else:
        for k6 in list(map(lambda v: v, [1, 2, 3]))[:4]:
            d.popitem()
        def fn7():
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            def inner8():
                nonlocal i, s, l
                gc.collect()
                cycle(8)
                print(gc.collect(), Thing.made > -1)
            print(inner8())
            return s.lower().split(',')
            return fn4(n, 1)
        try:
            print(fn7())
        except Exception as exc:
            print(type(exc).__name__, exc)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d.update(k=1)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    i |= sys.getsizeof(f'{n:e}|{u!r}|{u}'[:60]) % 100000
except Exception as exc:
    print(type(exc).__name__, exc)
def fn9(p0, p1, p2):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    m.reverse()
    return sum(x for x in [] if isinstance(x, int))
try:
    print(fn9(max((2**64), 10), d.get(i, 255), int(1e10)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        raise TypeError(not m[::-1])
        match (0 < i < 100):
            case [x, *_]:
                l.extend(Sub(s).v)
                e.discard(Thing(256) % 20)
            case None:
                l.reverse()
                print(any(sorted(e)), str(i).partition('a'))
            case {**rest}:
                l[-1] = sorted(u, key=str)
            case _: print("other")
        m = list({i: s, s: n})
    except (KeyError, IndexError) as exc:
        print("caught", type(exc).__name__, exc)
        print(sys.getrefcount(d))
        d = dict(sorted(dict(a=n, b=u).items(), key=str))
    else:
        m[-1] = sorted([i * 1000 for i in range(4)])
        o.extra = '{} {:>4}'.format('-'.join(map(str, l))[:60], o.v % 1000)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match l[::-1]:
        case int(x) if x > 3:
            if Thing('n').size() in [i, u, (-1)]:
                i |= sum(x for x in '😀'.split(',') if isinstance(x, int)) % 100000
                raise ValueError(Slotted(sys.getsizeof(e)))
            else:
                print(Thing(n))
                m.extend(~((1 % 1000) ** 0))
        case Sub():
            if (frozenset(set()) <= {(-1) % 50, i % 50}):
                o = ((o + Sub([1])) + Thing(255))
            else:
                m.remove('{} {:>4}'.format('{} {:>4}'.format(u, 1000 % 1000), -1000 % 1000))
            n, *l = sorted(frozenset(e))
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if str((2**30)).isalpha():
        print(type(Sub(2)).__name__.count((u * 0)[:60]), round((f * 1e10), 2))
        with Guard((ord((u + 'q')[0]) <= ((n % 1000) ** 4))) as b:
            raise RuntimeError(((f // 2 + f % 3) * float(n % 10**9)))
            def fn10(p0, p1):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                d.setdefault('z', 0)
                return sum(gen(n % 6))
            try:
                print(fn10(sum(gen(i % 6)), s))
            except Exception as exc:
                print(type(exc).__name__, exc)
            del m[divmod(fn7(), sum(gen(10 % 6)))[0] % 4]
    else:
        del l[int(float(n % 10**9)) % 4:]
        s = (s + ('%s|%d' % ('tab\t', i) + s.replace(u, 'R')[:60])[:60])[-40:]
except Exception as exc:
    print(type(exc).__name__, exc)
def fn11(p0):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    m[-1] = Thing(n).v
    return -n
try:
    print(fn11(u.find('a')))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(gc.is_tracked(float(int(0.0) % 10**9)))
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
