# Generated: node scripts/fuzz.mjs --from=1 --count=1 --size=14 --write=generated
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
    m[::2] = [*(i, *t)[:8], -i]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k0 in range(3):
        n, s = (lambda a, b=2: a * b)(o.size()), type([1, 2, 3]).__name__
except Exception as exc:
    print(type(exc).__name__, exc)
def fn1():
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    m.insert(1, 9)
    def inner2():
        nonlocal i, s, l
        print((int(1e10) if isinstance(Thing(1), Sub) else s), (i in {5, 50, 500} or -n > 3))
        n //= (((n % n) % 1000) ** 3) % 100000
    print(inner2())
    for k3 in 'ab':
        if ([3, 1, 2] < sys.getsizeof('abc')):
            d.pop('a', None)
        else:
            print(gc.is_tracked(list(map(lambda v: v, [(i, j) for i in range(3) for j in range(i) if b]))))
            m.extend((o.size() << 33))
        with Guard(isinstance(Thing(n), Sub)) as b:
            n, *l = list(map(lambda v: v, l))[1:1]
        with Guard(((u + 'zq')[0] == u.upper())) as b:
            o = Slotted(((-3) << 35))
    return (n // n)
try:
    print(fn1())
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    t = divmod(sum(gen(n % 6)), 7)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    gc.collect()
    cycle(9)
    print(gc.collect(), Thing.made > -1)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard((0 < (10 << 20) < 100)) as b:
        raise ValueError(abs((0.0 // 2 + f % 3)))
        def fn4(p0):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            try:
                s = (u + ('%s|%d' % (u, i) + '12'.replace(s, 'R')[:60])[:60])[-40:]
                t = str(o)
            except TypeError as exc:
                print("caught", type(exc).__name__, exc)
                raise RuntimeError(repr(([0] * 5))[:60].partition('a'))
                del m[(('a'.count(u) % 1000) ** 4) % 4]
            finally:
                print("finally")
            i = ((lambda a, b=2: a * b)(n) if isinstance(o, Sub) else (w := p0) + w)
            k5 = 3
            while k5:
                k5 -= 1
                p0, s = (abs(n) // ((2**64) if b else n)), chr(int(f) % 300 + 32)
                u = (s + repr(l)[:60].replace('{} {:>4}'.format(s, i % 1000), 'R')[:60])[-40:]
            else: print("done")
            return int(s)
        try:
            print(fn4('Zz9'.find(u)))
        except Exception as exc:
            print(type(exc).__name__, exc)
        d = ({x: len(str(x)) for x in m if not isinstance(x, (list, dict, set))} | b)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    m.append((type(Sub([1])).__name__ + 'zq')[0])
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    n //= max(' pad '.count(u), list('hello')[i % 3]) % 100000
except Exception as exc:
    print(type(exc).__name__, exc)
def fn6():
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    if ((0 < i < 100) or divmod((-3), n)[0] > 3):
        i, *m = [*s.partition('a'), -i]
    else:
        m.append(hash(f) % 97)
    if (0 < Thing('n').size() < 100):
        def inner7():
            nonlocal i, s, l
            d.clear()
            o = (Thing(n) + Thing(n))
        print(inner7())
        k8 = 2
        while k8:
            k8 -= 1
            n, *m = (list(map(lambda v: v, l)) + sorted(e))[:12]
        else: print("done")
        def inner9():
            nonlocal i, s, l
            o = Thing(~n)
        print(inner9())
    else:
        b = (([3, 1, 2] == m) or abs(0) > 3)
    d.update(k=1)
    return d.get(i, (-6))
try:
    print(fn6())
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    e.discard(divmod(fn6(), fn1())[0] % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if (s.replace(s, 'R')[:60] < '€uro'.center(9, '*')):
        if f'{n!r:>8}|{s!r}|{l}'[:60]:
            m[::2] = Sub(' pad ').size()
            raise RuntimeError(({x % 5 for x in e} & {n % 50, i % 50}))
        else:
            if bool(Slotted((-5))):
                e.discard(-~i % 20)
            else:
                print((-i % fn4(i)), (dict(zip('abc', l)) | {i: s, u: i}))
            print(((o + Thing('n')) + Sub(u)), (d % 10**6) / 3)
            o.extra = (Sub(u) + Sub(''))
        def fn10():
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            if (list(map(lambda v: v, l)) == list(range(8))[::-1]):
                return Slotted((lambda a, b=2: a * b)(n))
                assert isinstance(Sub(s), Sub), '{} {:>4}'.format(type(Thing(1)).__name__, fn6() % 1000)
            else:
                d[~(i * 1)] = int(u.center(9, '*'))
            with Guard(((u in u) or {1: 2, 3: 4}.get((2**64), n) > 3)) as b:
                print(gc.is_tracked(isinstance(Thing(n), Sub)))
                u = (s + type((o + o)).__name__)[-40:]
            return Thing('n').v
        try:
            print(fn10())
        except Exception as exc:
            print(type(exc).__name__, exc)
    else:
        for k11 in range(3):
            if not [3, 1, 2]: continue
            with Guard((sum(gen(n % 6)) <= (i if b else n))) as b:
                e.remove((w := sum(x for x in l if isinstance(x, int))) + w % 20)
        if (int(f) >= fn1()):
            try:
                print(sys.getrefcount(o))
            except ValueError as exc:
                print("caught", type(exc).__name__, exc)
                del l[int((10 % 10**6) / 3) % 4]
            e.remove(Sub('tab\t').v % 20)
        else:
            print(sys.getrefcount(d))
            m[-1] = list(d.items())[1:5]
        match sys.getsizeof(set()):
            case None:
                assert (list(map(lambda v: v, m)) == [(i, j) for i in range(3) for j in range(i) if b]), str(((1000 % 1000) ** 0))
                print(gc.is_tracked(type(o).__name__.split(',')))
            case {'a': z}:
                l[0] = list(zip(f, (i, *t)[:8]))
            case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard(((0 < (2**64) < 100) and (set(range(7)) <= e))) as b:
        assert isinstance(Slotted(255), Sub), (o + 'zq')[0]
        print(sorted(m, key=str)[sum(gen(10 % 6)) % 3])
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    m[::2] = [x for x in list(d)]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard(any(list(map(lambda v: v, [3, 1, 2])))) as b:
        match divmod(i, 7):
            case {'a': z}:
                m.clear()
                n, *m = [x for x in [][::-1]]
            case Sub():
                del m[Sub(s).v % 4]
            case [x, *_]:
                m.remove(((sum(gen(i % 6)) % 1000) ** 5))
                n, *l = [x for x in l[1:2]]
            case _: print("other")
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
