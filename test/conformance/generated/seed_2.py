# Generated: node scripts/fuzz.mjs --from=2 --count=1 --size=14 --write=generated
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
    m.extend(('abc' * 2)[:60].replace('%s|%d' % ('Zz9', 0), 'R')[:60])
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(chr('spam eggs'.count(s) % 300 + 32), ((2**30) // 1) in e)
except Exception as exc:
    print(type(exc).__name__, exc)
def fn0(p0, p1, p2):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    o.extra = ord(('😀' + 'q')[0]) in frozenset({1, 2, 3})
    print(gc.is_tracked(dict(zip('abc', list(gen(255 % 5))))))
    return (lambda a, b=2: a * b)(p1)
try:
    print(fn0(~i, (n - 10), sum(x for x in list('hello') if isinstance(x, int))))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    b = (set(t) <= (e ^ e))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if ord((u + 'q')[0]) in frozenset(e):
        with Guard(((l == l) and not [1, 2, 3])) as b:
            def fn1(p0):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                gc.collect()
                cycle(4)
                print(gc.collect(), Thing.made > -1)
                return (w := 257) + w
            try:
                print(fn1(-i))
            except Exception as exc:
                print(type(exc).__name__, exc)
        gc.collect()
        cycle(3)
        print(gc.collect(), Thing.made > -1)
    else:
        s = (u + '%s|%r' % ((u + 'zq')[0], ord((u + 'q')[0])))[-40:]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d[(('' * 1)[:60] + str(o))[:60]] = int(float(n % 10**9))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard((ord((u + 'q')[0]) != divmod(i, n)[0])) as b:
        i ^= max((lambda a, b=2: a * b)(i), divmod(i, n)[0]) % 100000
        def fn2():
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            del m[~(i * 2) % 4]
            if isinstance(Sub(u), Sub):
                gc.collect()
                cycle(7)
                print(gc.collect(), Thing.made > -1)
            else:
                l.extend((type(Sub(2)).__name__ + 'zq')[0])
            return len({'a': 1, 'b': 2})
        try:
            print(fn2())
        except Exception as exc:
            print(type(exc).__name__, exc)
        e.discard(((w := (-3)) + w << 2) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k3 in range(3):
        if bool(o): break
        l[1:2] = sorted(sorted(e), key=str)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    i, *m = list((d | d))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        i, *l = [*(i, '€uro'), (i // n)]
        with Guard(isinstance(Sub(s), Sub)) as b:
            def fn4(p0, p1, p2):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                return ({1 % 50, (2**30) % 50} | {x % 5 for x in e})
                assert any([(i, j) for i in range(3) for j in range(i) if b]), ('abc' * 2)[:60].replace(u[:5:-1], 'R')[:60]
                return divmod(i, n)[0]
            try:
                print(fn4(int(1.5), u.find(u), int(f)))
            except Exception as exc:
                print(type(exc).__name__, exc)
            def fn5(p0, p1, p2):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                raise RuntimeError(type((Thing(1) + Sub([1]))).__name__)
                return ((i % 1000) ** 5)
            try:
                print(fn5({1: 2, 3: 4}.get(i, (-5)), (w := (-1)) + w, o.size()))
            except Exception as exc:
                print(type(exc).__name__, exc)
            u = '%s|%5d' % (u, n).swapcase()
        print((Thing(i) + Thing(10)))
    except ValueError as exc:
        print("caught", type(exc).__name__, exc)
        del m[(lambda a, b=2: a * b)(s) % 4]
        assert isinstance(Sub('spam eggs'), Sub), ('spam eggs' * 3)[:60].center(9, '*')
    finally:
        print("finally")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(sys.getrefcount(d))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k6 in 'ab':
        print(sys.getrefcount(o))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d.update(k=1)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    n, s = max(~n, d.get(7, 10)), type(Thing(n)).__name__
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
