# Generated: node scripts/fuzz.mjs --from=7 --count=1 --size=14 --write=generated
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
    print(int(float(n % 10**9)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    n //= (d | d).get(-i, o.size()) % 100000
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match any([]):
        case (1, y):
            raise KeyError(int('Zz9'.center(9, '*')))
            print(not m[::-1], (dict(a=1, b=u) | dict(sorted({1: 2, 3: 4}.items(), key=str))))
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard((list('hello')[(-3) % 3] != max(n, i))) as b:
        def fn0(p0, p1):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            match u.isalpha():
                case {**rest}:
                    del m[sum(x for x in sorted(set(range(7))) if isinstance(x, int)) % 4]
                case None:
                    return Thing(sum(gen((-1) % 6)))
                    del m[len({**d, 'k': i}) % 4:]
                case _: print("other")
            return n
        try:
            print(fn0(o.v, divmod(256, 255)[0]))
        except Exception as exc:
            print(type(exc).__name__, exc)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    m[0] = sorted({x % 5 for x in e})
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    del m[fn0(hash(t) % 97, fn0(n, 257)) % 4]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        l.clear()
        for k2 in gen(3):
            def fn1(p0, p1, p2):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                u = (s + type(o).__name__[-2:-1])[-40:]
                del l[max(hash(tuple(range(4))) % 97, (p0 << 37)) % 4:]
                return (w := p0) + w
            try:
                print(fn1((lambda a, b=2: a * b)(10), fn1(n, i, 7), len(set())))
            except Exception as exc:
                print(type(exc).__name__, exc)
    except TypeError as exc:
        print("caught", type(exc).__name__, exc)
        e.add((ord((s + 'q')[0]) if any(m) else l[(-6) % 3]) % 20)
    finally:
        print("finally")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        for k3 in 'ab':
            if '-'.join(map(str, m))[:60].isalpha():
                e = frozenset({x % 5 for x in e})
            else:
                i *= ord((type(Slotted(3)).__name__ + 'q')[0]) % 100000
                o.v = divmod(abs(n), 7)
        with Guard((chr(256 % 300 + 32) in chr(n % 300 + 32))) as b:
            print(sys.getrefcount(o))
        del l[divmod(abs(i), (n if b else 7))[0] % 4]
    except Exception as exc:
        print("caught", type(exc).__name__, exc)
        e.remove(f'{n:^7}|{u!r}|{e}'[:60].find(type(Slotted(3)).__name__) % 20)
    else:
        i ^= (w := o.v) + w % 100000
        i %= sorted([], key=str)[len(e) % 3] % 100000
except Exception as exc:
    print(type(exc).__name__, exc)
def fn4(p0, p1):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    d['%s|%5d' % (s, p1).partition('a')] = [3, 1, 2][::-1][Thing(1).v % 3]
    d.popitem()
    return d.get(n, i)
try:
    print(fn4(Sub(2).size(), fn4((2**30), (-3))))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k5 in gen(0):
        if (set(range(7)) <= {5, 50, 500}): continue
        raise ValueError(round(float(n % 10**9), 2))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        d.setdefault('z', 0)
        try:
            match ((2**64), s):
                case Sub():
                    print(gc.is_tracked(repr(d)[:60]))
                    o.extra = {**{7: s, 'abc': i}, 'k': (0 >> 21)}
                case []:
                    o.v = (i in m and isinstance(o, Sub))
                    d = ({i: u, 'a': (-3)} | dict(sorted({1: 2, 3: 4}.items(), key=str)))
                case 0 | 1:
                    i |= sum(x for x in sorted(set(range(7))) if isinstance(x, int)) % 100000
                case _: print("other")
            print(gc.is_tracked(list(map(lambda v: v, []))[::-1]))
            gc.collect()
            cycle(8)
            print(gc.collect(), Thing.made > -1)
        except ArithmeticError as exc:
            print("caught", type(exc).__name__, exc)
            l.pop()
            s = (s + chr(1 % 300 + 32).lstrip())[-40:]
        else:
            e.remove(l[2:1][max(n, 10) % 3] % 20)
            l.sort(key=str)
        finally:
            print("finally")
        if (s + s)[:60].isalpha():
            n ^= sys.getsizeof((i ^ 256)) % 100000
        else:
            try:
                i //= (fn1((-6), n, n) * ord((s + 'q')[0])) % 100000
            except (KeyError, IndexError) as exc:
                print("caught", type(exc).__name__, exc)
                f = round((f - f), 2)
            n *= int(('Zz9' + 'zq')[0]) % 100000
    except Exception as exc:
        print("caught", type(exc).__name__, exc)
        print(divmod(((2**64) | n), 7))
        l.remove(list({x: len(str(x)) for x in l if not isinstance(x, (list, dict, set))}.items()))
    finally:
        print("finally")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match ('€uro' + u)[:60]:
        case {'a': z}:
            d[u.replace('a', 'R')[:60].find(str((-1)))] = e.get(u.count(s), ((i % 1000) ** 0))
            with Guard((1000 if b else 1000)) as b:
                print(gc.is_tracked(dict(zip('abc', s.split(',')))))
                gc.collect()
                cycle(9)
                print(gc.collect(), Thing.made > -1)
            def fn6(p0):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                del m[int((f - f)) % 4:]
                return Sub(2).size()
            try:
                print(fn6(sys.getsizeof(e)))
            except Exception as exc:
                print(type(exc).__name__, exc)
        case {**rest}:
            try:
                i, s = -hash(t) % 97, str('spam eggs'.find(u))
            except ValueError as exc:
                print("caught", type(exc).__name__, exc)
                o.extra = [i * sum(gen(n % 6)) for i in range(4)]
            def fn7(p0, p1, p2):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                d.update(k=1)
                u = str(((7 % 1000) ** 3))
                return divmod(2, p2)[0]
            try:
                print(fn7((n if b else 10), abs(2), -n))
            except Exception as exc:
                print(type(exc).__name__, exc)
        case str() as q:
            match {n % 50, n % 50}:
                case str() as q:
                    n, u = ((lambda a, b=2: a * b)(n) + True), f'{i!r:>8}|{u!r}|{e}'[:60][-2:-1:-1]
                    d.clear()
                case str() as q:
                    print(float(int(f) % 10**9))
                case Thing(v=1):
                    e.remove(int((0.0 * f)) % 20)
                case _: print("other")
            try:
                i, s = ((sys.getsizeof({5, 50, 500}) % 1000) ** 4), '{} {:>4}'.format((s * 1)[:60], o.size() % 1000)
            except ValueError as exc:
                print("caught", type(exc).__name__, exc)
                assert bool(Sub(s)), '{} {:>4}'.format(f'{n}|{u!r}|{u}'[:60], sum(gen(i % 6)) % 1000)
                del m[~s.count(u) % 4]
            else:
                i, u = fn6(-(-5)), str(i).center(9, '*')
                assert isinstance(Sub(s), Sub), (f'{i:5d}|{u!r}|{d}'[:60] + s.capitalize())[:60]
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d.clear()
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard((0 < ~n < 100)) as b:
        for k8 in s.split(',')[:4]:
            if (e <= e): continue
            print(((i >> 30) % 10**6) / 3, [x for x in list(d)])
        assert not [*t, n], '{} {:>4}'.format(u, i % 1000).center(9, '*')
        e.add(~fn7(1000, i, i) % 20)
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
