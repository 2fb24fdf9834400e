# Generated: node scripts/fuzz.mjs --from=3 --count=1 --size=14 --write=generated
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
    e.remove(int(s.upper()) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    raise RuntimeError(((o + o) + Sub(' pad ')))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if ((e - {5, 50, 500}) <= {x % 5 for x in e}):
        e.discard(ord(('x,y,z'.replace(u, 'R')[:60] + 'q')[0]) % 20)
        match (n >= n):
            case str() as q:
                d.popitem()
                n, *m = [*('a', 1), (-3)][2:3]
            case _: print("other")
    else:
        for k0 in gen(2):
            if (-5) in {5, 50, 500}: continue
            i, u = len(s.partition('a')), ((u * 2)[:60] + (u + u)[:60])[:60]
            if ('{} {:>4}'.format(u, n % 1000) < s):
                m.append('a'.replace(s, 'R')[:60].replace((' pad ' + 'zq')[0], 'R')[:60])
            else:
                d[sum(x for x in [i, u, (2**64)] if isinstance(x, int))] = [i * 0 for i in range(4)][{'a': 1, 'b': 2}.get(i, n) % 3]
        def fn1(p0, p1):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            k2 = 2
            while k2:
                k2 -= 1
                p1 %= abs(o.v) % 100000
                print(sys.getrefcount(d))
            else: print("done")
            return abs(255)
        try:
            print(fn1(fn1(i, i), 'spam eggs'.count('spam eggs')))
        except Exception as exc:
            print(type(exc).__name__, exc)
        e.remove((abs((2**30)) >> 29) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    u = (u + '%s|%d' % (u.center(9, '*'), fn1(i, i)))[-40:]
except Exception as exc:
    print(type(exc).__name__, exc)
def fn3(p0, p1):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    if (0 < (p0 if b else n) < 100):
        l.clear()
    else:
        return (Slotted(1000) + Slotted(n))
        raise RuntimeError((dict(zip('abc', l)) | vars(Thing((2**64)))))
    return ((-1) << 18)
try:
    print(fn3(hash(t) % 97, m[i % 3]))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(sys.getrefcount(d))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    i %= len({i % 50, i % 50}) % 100000
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k4 in s.split(',')[:4]:
        n, *l = [x for x in (l + [])[:12]]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match s.split(','):
        case int(x) if x > 3:
            o.v = Slotted((i % 255))
            raise KeyError(Slotted(int(0.1)))
            print({**{**d, 'k': n}, 'k': u.count(s)})
        case str() as q:
            n //= hash(()[1:]) % 97 % 100000
            for k5 in range(3):
                assert l[n % 3] in frozenset(e), f'{i:^7}|{s!r}|{i}'[:60].replace('é'.center(9, '*'), 'R')[:60]
                n, s = hash(tuple(list('hello'))) % 97, chr((w := n) + w % 300 + 32)
            d[(o.size(), *divmod(7, 7))[:8]] = (Thing(1) + Sub([1])).v
        case Sub():
            o.v = dict(zip('abc', m[0:2]))
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d.setdefault('z', 0)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    raise ValueError(sorted(list(gen((-1) % 5))))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match s.isalpha():
        case None:
            try:
                o.extra = Sub(repr(d)[:60])
                print(bool((o + o)), sum(gen(hash(t) % 97 % 6)))
            except ArithmeticError as exc:
                print("caught", type(exc).__name__, exc)
                print(sys.getrefcount(l))
                d[type(Sub('spam eggs')).__name__] = int(abs(f))
            if (0 < max(n, n) < 100):
                i, *m = [x for x in l[::-1]]
            else:
                gc.collect()
                cycle(7)
                print(gc.collect(), Thing.made > -1)
                assert (isinstance(o, Sub) or int(s) > 3), '%s|%r' % (repr([3, 1, 2])[:60], fn1(10, n))
            try:
                l = sorted((list(range(8)) + ([0] * 5))[:12])
            except (KeyError, IndexError) as exc:
                print("caught", type(exc).__name__, exc)
                assert repr(d)[:60].isalpha(), str(Sub(u))
            finally:
                print("finally")
        case None:
            i, u = Thing(255).v, (' pad ' * 4)[:60][-2:-1:2]
            for k6 in gen(1):
                o.v = frozenset({x % 5 for x in {5, 50, 500}})
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
def fn7(p0, p1, p2):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    for k8 in list(enumerate('€uro'))[:6][:4]:
        match vars(Thing(n)):
            case (1, y):
                m.remove([x for x in l[::-1]])
                i, *l = (list(d.items()) + sorted(e))[:12]
            case int(x) if x > 3:
                p1, *l = [x for x in list(gen(i % 5))]
                print(str(p1).find((s * 2)[:60]), [i * i for i in range(4)][0:4])
            case Sub():
                e.add(f'{p1}|{s!r}|{p2}'[:60].find(f'{p1:x}|{s!r}|{b}'[:60]) % 20)
                i += ord((s.replace(u, 'R')[:60] + 'q')[0]) % 100000
            case _: print("other")
    return (p0 << 5)
try:
    print(fn7(fn7(n, (-3), 257, i), (i % (2**30)), o.v))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if s.replace(s, 'R')[:60]:
        try:
            print(gc.is_tracked(((o + o) + Sub(u))))
        except TypeError as exc:
            print("caught", type(exc).__name__, exc)
            d.clear()
            d.pop('a', None)
        finally:
            print("finally")
        match u.partition('a'):
            case Thing(v=1):
                print(gc.is_tracked(Slotted((n if True else i))))
                print(gc.is_tracked('{} {:>4}'.format(str(n), int(f) % 1000)))
            case None:
                print(gc.is_tracked(divmod(Slotted(3).size(), hash(('a', 1)) % 97)[0]))
            case int(x) if x > 3:
                print(gc.is_tracked(list(enumerate(str(i)))[:6]))
            case _: print("other")
        if (0 < ~n < 100):
            del l[Thing(256).v % 4]
            i, *m = list(map(lambda v: v, list(d)))
            s = (u + repr(u.partition('a'))[:60])[-40:]
        else:
            with Guard((bool(o) and (b and b))) as b:
                raise RuntimeError(Sub(s.replace(s, 'R')[:60]))
    else:
        with Guard((abs(i) < -i)) as b:
            with Guard(bool(Slotted((2**30)))) as b:
                print({int(s) % 50, u.count('x,y,z') % 50})
                print(gc.is_tracked((Slotted(i) + Slotted(n))))
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
