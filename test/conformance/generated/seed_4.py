# Generated: node scripts/fuzz.mjs --from=4 --count=1 --size=14 --write=generated
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
    s = (s + (('a', 1) * 1)[:60])[-40:]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard((0 < Slotted(3).v < 100)) as b:
        assert ((n > n) or l[i % 3] > 3), str(-2.25)
        try:
            if any(list({'a': 1, 'b': 2}.items())):
                e.add(int((f // 2 + f % 3)) % 20)
                m.extend(Slotted(n))
            else:
                print((((((-3) % 1000) ** 4) % 1000) ** 2), set(tuple(m)))
                gc.collect()
                cycle(9)
                print(gc.collect(), Thing.made > -1)
        except Exception as exc:
            print("caught", type(exc).__name__, exc)
            print(sys.getrefcount(l))
        else:
            print(gc.is_tracked((frozenset(e) <= (set(range(7)) - e))))
except Exception as exc:
    print(type(exc).__name__, exc)
def fn0(p0):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    print(sys.getrefcount(l))
    return ((255 % 1000) ** 5)
try:
    print(fn0(sum(gen(10 % 6))))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard(((m == m) or s.find('é') > 3)) as b:
        i, *m = (l + m)[:12][::-1]
        assert ((e ^ e) <= frozenset({5, 50, 500})), str(Slotted(1000))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    gc.collect()
    cycle(9)
    print(gc.collect(), Thing.made > -1)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard(not sorted({5, 50, 500})) as b:
        d[(((-5), u) + divmod(n, 7))[:8]] = (divmod(i, i)[0] - sum(x for x in [3, 1, 2] if isinstance(x, int)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        print(gc.is_tracked(abs(7)))
        d[(n, *t)[:8][1:]] = sys.getsizeof(o)
        print(sys.getrefcount(d))
    except (KeyError, IndexError) as exc:
        print("caught", type(exc).__name__, exc)
        n = fn0('aXbXc'.find(''))
    else:
        m.sort(key=str)
        print((t + t)[:8][1:])
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    e.remove((ord((u + 'q')[0]) ^ (i % i)) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print({x: len(str(x)) for x in list(d) if not isinstance(x, (list, dict, set))}, sorted(frozenset(e)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match str(Thing(1)):
        case (1, y):
            i, *l = [*divmod(1000, 7), Thing(1).v]
            try:
                e.add('aXbXc'.split(',')[sum(gen(i % 6)) % 3] % 20)
            except ArithmeticError as exc:
                print("caught", type(exc).__name__, exc)
                raise RuntimeError(dict(sorted((d | d).items(), key=str)))
                d.setdefault('z', 0)
            finally:
                print("finally")
        case []:
            k1 = 1
            while k1:
                k1 -= 1
                assert (frozenset(set(range(7))) <= {x % 5 for x in set()}), ('{} {:>4}'.format('x,y,z', 0 % 1000) + repr(m)[:60])[:60]
                assert bool((o + o)), s.center(9, '*')[:5]
            else: print("done")
            for k2 in gen(1):
                m[::2] = sorted([i * i for i in range(4)], key=str)
        case [x, *_]:
            try:
                print(ord((repr(f)[:60] + 'q')[0]), bool((Thing(1) + o)))
            except TypeError as exc:
                print("caught", type(exc).__name__, exc)
                print(str((-1)).split(','))
            finally:
                print("finally")
            try:
                u = frozenset(e)
                l[:0] = list(zip(l, t))
            except ValueError as exc:
                print("caught", type(exc).__name__, exc)
                d.pop('a', None)
                gc.collect()
                cycle(9)
                print(gc.collect(), Thing.made > -1)
            else:
                s = (s + str(Thing(n)))[-40:]
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        assert -n in list(gen(n % 5)), type(Sub('abc')).__name__
        with Guard(not sorted(list('hello'), key=str)) as b:
            with Guard(('aXbXc'.center(9, '*') in chr(i % 300 + 32))) as b:
                m[:0] = [i * (w := (2**30)) + w for i in range(4)]
                del m[sys.getsizeof(abs(i)) % 4]
            match {n % 50, (-1) % 50}:
                case None:
                    u = (s + str(Sub('😀')))[-40:]
                case _: print("other")
        m[0] = (u.count('a') // sum(x for x in l if isinstance(x, int)))
    except TypeError as exc:
        print("caught", type(exc).__name__, exc)
        l.append('%s|%x' % ('%s|%r' % (u, 1), l[(-6) % 3]))
        n %= (((i % 1000) ** 2) >> 33) % 100000
    finally:
        print("finally")
except Exception as exc:
    print(type(exc).__name__, exc)
def fn3(p0, p1):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    for k4 in range(3):
        with Guard((ord((u + 'q')[0]) < (lambda a, b=2: a * b)(i))) as b:
            m = [*(p0, *())[:8], l[p1 % 3]]
            l.remove(u.split(','))
        e.remove(int((3.0 / 1.5)) % 20)
        p0, *l = [sys.getsizeof(l), '{} {:>4}'.format(u, p1 % 1000), sum(gen(n % 6))]
    for k5 in gen(2):
        if not l: break
        gc.collect()
        cycle(3)
        print(gc.collect(), Thing.made > -1)
        match float(2 % 10**9):
            case {'a': z}:
                print(sys.getrefcount(o))
            case None:
                m.remove('-'.join(map(str, list(d.items())))[:60])
            case _: print("other")
    return Sub(2).v
try:
    print(fn3(((-5) | n), int(0.1)))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    e.discard(dict(sorted(dict.fromkeys('xyz', 0).items(), key=str)) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print((t + '%s|%d' % ('', n))[:60], Sub('{} {:>4}'.format(u, i % 1000)))
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
