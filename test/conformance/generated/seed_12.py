# Generated: node scripts/fuzz.mjs --from=12 --count=1 --size=14 --write=generated
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
    n, s = divmod(hash(()) % 97, m[n % 3])[0], chr((10 if b else i) % 300 + 32)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    l.pop()
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k1 in range(3):
        if (b or 10 > 3): break
        d.popitem()
        with Guard((s.replace(u, 'R')[:60] < s[:5])) as b:
            d.popitem()
            def fn0(p0, p1, p2):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                raise KeyError(str(1))
                return len(s)
            try:
                print(fn0(int(f), fn0(1, n, n), (n % i)))
            except Exception as exc:
                print(type(exc).__name__, exc)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    e.add(fn0(sys.getsizeof(set()), (i << 26), o.size()) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        print(list(map(lambda v: v, (l + m)[:12])), (Thing((-6)) + Sub(s)))
        d[divmod(m[2 % 3], 7)] = ~int(s)
    except Exception as exc:
        print("caught", type(exc).__name__, exc)
        del m[int(u[-2:-1]) % 4]
        u = (s + str(Slotted(i)))[-40:]
    else:
        e.add(fn0((i // n), ord((u + 'q')[0]), ((-6) * n)) % 20)
    finally:
        print("finally")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    raise TypeError(divmod(hash(t) % 97, 7))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    assert any([(i, j) for i in range(3) for j in range(i) if True]), (str(Sub(2)) + 'zq')[0]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    n, u = ((n if b else i) << 2), repr(f)[:60].replace(type(Thing('n')).__name__, 'R')[:60]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    e.add((len(m) if n in e else int(f)) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard((str(o) < chr(n % 300 + 32))) as b:
        if (n >> 14) in (e - set()):
            def fn2(p0, p1):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                d.popitem()
                return fn0(0, p0, (-1))
            try:
                print(fn2(int(s), ([0] * 5)[n % 3]))
            except Exception as exc:
                print(type(exc).__name__, exc)
            print(gc.is_tracked(Slotted((lambda a, b=2: a * b)(n))))
        else:
            def fn3():
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                e = '{} {:>4}'.format(u, i % 1000)
                return ord((s + 'q')[0])
            try:
                print(fn3())
            except Exception as exc:
                print(type(exc).__name__, exc)
            match Thing(i):
                case None:
                    m.insert(1, 9)
                case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if s.replace(u, 'R')[:60].isalpha():
        match divmod(n, 7):
            case 0 | 1:
                print(sys.getrefcount(l))
            case None:
                print(({x % 5 for x in e} & ({5, 50, 500} & {5, 50, 500})), {o.v % 50, sum(x for x in l if isinstance(x, int)) % 50})
            case None:
                e.discard(int((n % 10**6) / 3) % 20)
            case _: print("other")
        for k4 in gen(1):
            try:
                u = (u + f'{n:e}|{u!r}|{m}'[:60])[-40:]
            except TypeError as exc:
                print("caught", type(exc).__name__, exc)
                f = ((f + 3.0) // 2 + (n % 10**6) / 3 % 3)
                d = {**{x: len(str(x)) for x in [[1], [2]] if not isinstance(x, (list, dict, set))}, 'k': len(u)}
            i, s = (((n // i) % 1000) ** 5), str(ord((u + 'q')[0]))
    else:
        try:
            l.pop()
            l.pop()
            match (i % 10**6) / 3:
                case Sub():
                    l.pop()
                    d.update(k=1)
                case Sub():
                    b = bool(Slotted((-5)))
                    l.reverse()
                case Sub():
                    print(Slotted('x,y,z'.find('😀')), list((d | {i: i * i for i in range(6)})))
                case _: print("other")
        except Exception as exc:
            print("caught", type(exc).__name__, exc)
            t = (i, u)[1:]
            m[::2] = (((-3) * i) // (n if b else 7))
        finally:
            print("finally")
        f = (float(i % 10**9) * abs(1e10))
        l[::2] = f'{i:+}|{u!r}|{n}'[:60].split(',')
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k5 in gen(0):
        m.extend(Sub('abc').size())
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        with Guard(max(256, 256) in [[1], [2]][::-1]) as b:
            print(gc.is_tracked(Slotted(sum(x for x in list('hello') if isinstance(x, int)))))
        try:
            b = ((b or i > 3) and any(([0] * 5)))
            m.clear()
            gc.collect()
            cycle(4)
            print(gc.collect(), Thing.made > -1)
        except ArithmeticError as exc:
            print("caught", type(exc).__name__, exc)
            l.extend(sorted(e)[::-1])
            l = sorted(list(gen(7 % 5)), key=str)
        def fn6(p0):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            if bool(d):
                n, *m = list(enumerate('é'.upper()))[:6]
            else:
                l[-1] = float(i % 10**9)
            print({len({i: i * i for i in range(6)}) % 50, sys.getsizeof('aXbXc') % 50}, list(enumerate((s * 2)[:60]))[:6])
            return divmod(257, n)[0]
        try:
            print(fn6({i: i * i for i in range(6)}.get(n, i)))
        except Exception as exc:
            print(type(exc).__name__, exc)
    except (KeyError, IndexError) as exc:
        print("caught", type(exc).__name__, exc)
        l[::2] = [x for x in list(range(8))[0:1]]
    finally:
        print("finally")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    if (0 < int(-2.25) < 100):
        d = vars(Thing(sum(x for x in m if isinstance(x, int))))
    else:
        try:
            def fn7(p0):
                i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
                o.v = ([(i, j) for i in range(3) for j in range(i) if b] == list({}))
                return abs(n)
            try:
                print(fn7('x,y,z'.find(u)))
            except Exception as exc:
                print(type(exc).__name__, exc)
        except TypeError as exc:
            print("caught", type(exc).__name__, exc)
            s = (u + '%s|%s' % (s, n).center(9, '*'))[-40:]
            d[((1, 2, 3) + t)[:8][1:]] = int(('tab\t' * 0)[:60])
        finally:
            print("finally")
        print(str(o))
        if ((e <= e) and u.isalpha()):
            try:
                s = (s + repr(d)[:60].replace(str(o), 'R')[:60])[-40:]
            except Exception as exc:
                print("caught", type(exc).__name__, exc)
                print(sys.getrefcount(d))
                s = (u + o.size())[-40:]
            else:
                d[(abs((-3)) | hash((1,)) % 97)] = sum(x for x in [(i, j) for i in range(3) for j in range(i) if b] if isinstance(x, int))
            finally:
                print("finally")
            m[0] = sorted([*('a', 1), i])
            print([x for x in [x for x in l]])
        else:
            print({d.get(n, 1): u[-2:-1], '%s|%d' % ('tab\t', n): sum(x for x in l if isinstance(x, int))}, abs((f + f)))
            assert isinstance((Thing('n') + Thing('n')), Sub), type(o).__name__
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
