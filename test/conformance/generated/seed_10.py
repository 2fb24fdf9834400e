# Generated: node scripts/fuzz.mjs --from=10 --count=1 --size=14 --write=generated
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
    match float(i % 10**9):
        case None:
            d.clear()
            def fn0():
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                del l[list(d.items())[(i << 5) % 3] % 4:]
                return sum(x for x in m if isinstance(x, int))
            try:
                print(fn0())
            except Exception as exc:
                print(type(exc).__name__, exc)
            print(gc.is_tracked(type(Thing(n)).__name__))
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    assert (list(zip(l, ())) == [i * n for i in range(4)]), '-'.join(map(str, list(gen(n % 5))))[:60]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    i ^= {n % 50, (2**30) % 50} % 100000
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    s = (u + f'{i:,}|{s!r}|{e}'[:60].center(9, '*'))[-40:]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if any(list(d.items())):
        l.extend((lambda a, b=2: a * b)(len(m)))
        k1 = 1
        while k1:
            k1 -= 1
            if not list(dict.fromkeys('xyz', 0)):
                del l[(~1000 % abs(n)) % 4:]
                l.append([x for x in [x for x in [3, 1, 2]]])
            else:
                d.clear()
                l[0] = int(round(f, 2))
            try:
                e.add(sys.getsizeof({x % 5 for x in e}) % 20)
            except (KeyError, IndexError) as exc:
                print("caught", type(exc).__name__, exc)
                raise ValueError((([0] * 5)[n % 3], *s.partition('a'))[:8])
                del m[((lambda a, b=2: a * b)((2**64)) >> 31) % 4:]
            else:
                assert (u[1::2] == chr(i % 300 + 32)), '{} {:>4}'.format('%s|%r' % (s, n), [1, 2, 3][257 % 3] % 1000)
            s = (s + ('x,y,z' + s)[:60].capitalize())[-40:]
        else: print("done")
        match Sub(u):
            case None:
                i, u = hash((n, *t)[:8]) % 97, s.center(9, '*').replace((s + 'zq')[0], 'R')[:60]
                e.add(sys.getsizeof(Slotted(3).size()) % 20)
            case (1, y):
                s = type((o + o)).__name__
            case (1, y):
                d.pop('a', None)
                s = ('%s|%x' % ('Zz9', 256) * 2)[:60]
            case _: print("other")
    else:
        with Guard((e <= e)) as b:
            print((Thing('n').v < s.find(s)))
            with Guard(any(m[2:4])) as b:
                print({int(1e10): (u + 'zq')[0], (u + 'zq')[0]: (w := 1) + w})
                m.clear()
            n, *l = sorted(sorted(l, key=str), key=str)
        with Guard((bool(Thing('n')) or sum(x for x in list(range(8)) if isinstance(x, int)) > 3)) as b:
            print(((Sub([1]) + Thing(1)) + Slotted(n)))
        def fn2(p0):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            match dict(zip('abc', m)):
                case [x, *_]:
                    d.setdefault('z', 0)
                case _: print("other")
            m[-1] = (s + s)[:60].count((s + 'zq')[0])
            i %= hash(tuple(m)) % 97 % 100000
            return sum(gen(p0 % 6))
        try:
            print(fn2((n if True else i)))
        except Exception as exc:
            print(type(exc).__name__, exc)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if any(([0] * 5)[1:2]):
        m.append(str(i))
    else:
        if (' pad ' or int(-2.25) > 3):
            print(set(t))
            d[u.center(9, '*').partition('a')] = sum(gen(-n % 6))
        else:
            def fn3(p0, p1, p2):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                o.v = any(m[2:2])
                print(sys.getrefcount(l))
                return o.size()
            try:
                print(fn3(fn0(), ((-6) - i), ((2**30) % n)))
            except Exception as exc:
                print(type(exc).__name__, exc)
            try:
                i ^= sum(gen(sys.getsizeof(t) % 6)) % 100000
            except Exception as exc:
                print("caught", type(exc).__name__, exc)
                l.sort(key=str)
                e.add(len(frozenset(set())) % 20)
            finally:
                print("finally")
            m.extend([(n if b else i), (u + 'zq')[0], [][i % 3]])
        k4 = 3
        while k4:
            k4 -= 1
            print(sorted([(i, j) for i in range(3) for j in range(i) if b], key=str), (t[1:] + (n, *t)[:8])[:8])
            e.add(divmod(len(e), d.get(n, (-3)))[0] % 20)
            try:
                m.extend('{} {:>4}'.format(repr((1, 2, 3))[:60], u.find('12') % 1000))
            except Exception as exc:
                print("caught", type(exc).__name__, exc)
                m.remove(list(map(lambda v: v, list(range(8))[::-1])))
        else: print("done")
        m[-1] = [x for x in list(zip([], t))]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        k5 = 3
        while k5:
            k5 -= 1
            with Guard((bool(o) and (255 <= 1000))) as b:
                print(sys.getrefcount(o))
        else: print("done")
    except Exception as exc:
        print("caught", type(exc).__name__, exc)
        del l[max(abs((-3)), (i << 30)) % 4]
        d[dict(zip('abc', m)).get(Slotted(3).size(), (i if False else i))] = sys.getsizeof(dict(sorted(d.items(), key=str)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d[(w := u.count(u)) + w] = sum(x for x in [*('a', 1), 10] if isinstance(x, int))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    assert isinstance(Slotted(0), Sub), chr((-3) % 300 + 32).center(9, '*')
except Exception as exc:
    print(type(exc).__name__, exc)
def fn6(p0, p1):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    i, s = ord((str(o) + 'q')[0]), f'{i:5d}|{u!r}|{m}'[:60].capitalize()
    def inner7():
        nonlocal i, s, l
        s = ((u + u)[:60] + str(p0))[:60]
        gc.collect()
        cycle(4)
        print(gc.collect(), Thing.made > -1)
    print(inner7())
    return divmod(2, 2)[0]
try:
    print(fn6((i if b else n), (n % i)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        print(sys.getrefcount(d))
        n |= f'{i:,}|{s!r}|{f}'[:60] % 100000
        assert (f'{n:x}|{s!r}|{o}'[:60] == type(o).__name__), Thing(n)
    except (KeyError, IndexError) as exc:
        print("caught", type(exc).__name__, exc)
        d.pop('a', None)
        gc.collect()
        cycle(9)
        print(gc.collect(), Thing.made > -1)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(list(map(lambda v: v, sorted({5, 50, 500}))), {**{i: s, u: i}, 'k': l[257 % 3]})
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    k9 = 3
    while k9:
        k9 -= 1
        try:
            n -= sys.getsizeof({257: u, s: i}) % 100000
        except (KeyError, IndexError) as exc:
            print("caught", type(exc).__name__, exc)
            o.v = (i, s)
            raise ValueError((int(s) if any(m) else int(s)))
        finally:
            print("finally")
        for k8 in gen(2):
            if bool(Thing(1)): break
            s = (u + repr(sorted(list(range(8)), key=str))[:60])[-40:]
            match {x % 5 for x in e}:
                case 0 | 1:
                    l.pop()
                case _: print("other")
        gc.collect()
        cycle(9)
        print(gc.collect(), Thing.made > -1)
    else: print("done")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d.update(k=1)
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
