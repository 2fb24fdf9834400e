# Generated: node scripts/fuzz.mjs --from=5 --count=1 --size=14 --write=generated
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
    for k0 in sorted(e)[:4]:
        if isinstance(Thing(1), Sub): continue
        match {1000 % 50, i % 50}:
            case (1, y):
                assert (bool(o) and 2 in m), l[2:-1:-1]
                raise TypeError(set((('a', 1) + t)[:8]))
            case (1, y):
                l.extend(o.size())
            case _: print("other")
        assert (((-3) <= n) and ([[1], [2]] == l)), f'{i:5d}|{u!r}|{n}'[:60]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if (0 < sum(x for x in ([0] * 5) if isinstance(x, int)) < 100):
        if bool((o + o)):
            print(list({n: s, s: n}))
            match [i * i for i in range(4)]:
                case {'a': z}:
                    i, u = len('spam eggs'.strip()), (f'{i:x}|{u!r}|{o}'[:60] + '%s|%r' % (u, i))[:60]
                case {'a': z}:
                    i, s = int((n % 10**6) / 3), type(o).__name__.replace(str(n), 'R')[:60]
                case 0 | 1:
                    print((dict.fromkeys('xyz', 0) | d), vars(Thing(e)))
                    l.sort(key=str)
                case _: print("other")
            for k1 in range(3):
                u = (u + (str(o) + f'{i:,}|{u!r}|{f}'[:60])[:60])[-40:]
        else:
            with Guard((len(s) == len('€uro'))) as b:
                gc.collect()
                cycle(7)
                print(gc.collect(), Thing.made > -1)
                n, u = ('abc'.find(s) % d.get(i, i)), '-'.join(map(str, [(i, j) for i in range(3) for j in range(i) if True]))[:60]
            print((hash((1, 2, 3)) % 97, (s + 'zq')[0]), (abs(f) + (f - f)))
        i, *l = u.split(',')[2:2]
        if (ord(('Zz9' + 'q')[0]) == abs(n)):
            o = Slotted(int(f))
        else:
            def fn2():
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                print(Sub(u), 'abc'.find('tab\t'))
                raise RuntimeError(max(-i, o.v))
                return ord(('é' + 'q')[0])
            try:
                print(fn2())
            except Exception as exc:
                print(type(exc).__name__, exc)
            m = (l[::-1] + l[0:2])[:12]
    else:
        m[-1] = sys.getsizeof({x % 5 for x in set()})
        l.append('%s|%x' % (s.strip(), divmod(n, 0)[0]))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    m[::2] = 'é'[-2:-1:2].split(',')
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    i, u = (-n % (i % i)), ('{} {:>4}'.format('x,y,z', n % 1000) + 'zq')[0]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match dict.fromkeys('xyz', 0):
        case None:
            with Guard((str(Thing(1)) < f'{n:+}|{s!r}|{l}'[:60])) as b:
                o.v = Sub(s[:-1])
            del l[[*t, i][-i % 3] % 4]
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    s = (s + ('aXbXc'[1:3] + '%s|%x' % (s, (-1)))[:60])[-40:]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    b = ('' + u)[:60].isalpha()
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k3 in range(3):
        o.extra = Sub(f'{i:x}|{s!r}|{u}'[:60])
except Exception as exc:
    print(type(exc).__name__, exc)
def fn4(p0, p1):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    match int(f):
        case []:
            l[:0] = [int(f), s.upper(), (p1 % i)]
        case {'a': z}:
            b = (({1, 2, 3} | {1, 2, 3}) <= (e & e))
            print(sys.getrefcount(d))
        case _: print("other")
    return sum(gen((2**64) % 6))
try:
    print(fn4((w := (-1)) + w, {}.get(n, i)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k5 in range(3):
        if bool((Sub(2) + Thing('n'))):
            match Sub(u):
                case None:
                    d.clear()
                    gc.collect()
                    cycle(4)
                    print(gc.collect(), Thing.made > -1)
                case _: print("other")
            i, u = fn2(), f'{n:+}|{u!r}|{e}'[:60]
        else:
            if (list(gen(2 % 5)) == sorted(list(range(8)), key=str)):
                del l[((i >> 8) >> 23) % 4]
            else:
                raise ValueError(tuple([x for x in l]))
            e.discard({n: 'aXbXc', '😀': 255} % 20)
        with Guard((n - n) in (e - e)) as b:
            try:
                print('x,y,z'.replace(s, 'R')[:60][1:])
                o = Thing(hash(t) % 97)
            except (KeyError, IndexError) as exc:
                print("caught", type(exc).__name__, exc)
                i = {n: ' pad ', u: n}.get(int(f), (lambda a, b=2: a * b)(n))
            t = Thing(0)
            try:
                n, *l = [x for x in [(i, j) for i in range(3) for j in range(i) if b]]
            except (KeyError, IndexError) as exc:
                print("caught", type(exc).__name__, exc)
                d.clear()
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k7 in range(3):
        if ((b and b) or (i // n) > 3):
            k6 = 2
            while k6:
                k6 -= 1
                print(tuple([*t, (-5)]), {**(d | d), 'k': ~n})
            else: print("done")
        else:
            n += divmod(max((-5), i), ((1000 % 1000) ** 3))[0] % 100000
            match dict(a=(-5), b=u):
                case (1, y):
                    i, u = ' pad '.center(9, '*').count(s[2:5]), (str(o) * 3)[:60]
                case Thing(v=1):
                    print(gc.is_tracked(m))
                    del l[divmod(max(7, i), fn2())[0] % 4]
                case str() as q:
                    print(gc.is_tracked(Sub(('😀' + 'zq')[0])))
                    n, s = ((fn2() % 1000) ** 4), '%s|%5d' % (u.center(9, '*'), int(f))
                case _: print("other")
            print(gc.is_tracked(set(('a', 1)[1:])))
        print(isinstance(Slotted(i), Sub), sorted(list(enumerate(s))[:6], key=str))
        del m[list(enumerate(s))[:6][(w := n) + w % 3] % 4]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if (isinstance(o, Sub) or (n << 31) > 3):
        with Guard(bool(Slotted(n))) as b:
            u = (u + str(Sub(2)).center(9, '*'))[-40:]
            print((~n > max(n, 255)))
    else:
        e.remove((lambda a, b=2: a * b)(fn2()) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    e.discard(ord((('aXbXc' * 1)[:60] + 'q')[0]) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    i, *m = [fn2(n), Thing('n'), fn4(1000, n)]
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
