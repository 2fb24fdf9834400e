# Generated: node scripts/fuzz.mjs --from=8 --count=1 --size=14 --write=generated
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
    for k2 in gen(0):
        print(sys.getrefcount(m))
        if ('a'.isalpha() and (i > 0)):
            for k0 in list(map(lambda v: v, l))[:4]:
                if (0 < i < 100): continue
                gc.collect()
                cycle(3)
                print(gc.collect(), Thing.made > -1)
                gc.collect()
                cycle(5)
                print(gc.collect(), Thing.made > -1)
            gc.collect()
            cycle(1)
            print(gc.collect(), Thing.made > -1)
        else:
            d.popitem()
            for k1 in list({i: i * i for i in range(6)}.items())[:4]:
                if ('Zz9' not in u): break
                n, s = ((0 if True else n) ^ 'aXbXc'.find(s)), str(o)[1:-1:2]
        s = (u + ('-'.join(map(str, l))[:60] * 1)[:60])[-40:]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard(([x for x in list('hello')] == [i * n for i in range(4)])) as b:
        u = (u + repr([1, 2, 3])[:60])[-40:]
        e.add((u.find('') - (n if b else 1000)) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    d[str(Thing(n))] = '%s|%s' % (u, 10)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    k4 = 4
    while k4:
        k4 -= 1
        def fn3():
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            gc.collect()
            cycle(7)
            print(gc.collect(), Thing.made > -1)
            match hash(t) % 97:
                case {'a': z}:
                    b = (not l or sum(gen(n % 6)) > 3)
                    l.clear()
                case int(x) if x > 3:
                    u = '{} {:>4}'.format(str(1000), Sub(2).size() % 1000)
                case [x, *_]:
                    raise RuntimeError((str((-5)) < repr((1, 2, 3))[:60]))
                case _: print("other")
            e.discard((sum(x for x in m if isinstance(x, int)) << 27) % 20)
            return o.size()
        try:
            print(fn3())
        except Exception as exc:
            print(type(exc).__name__, exc)
        s = (u + str(Thing(i)))[-40:]
        d = {sys.getsizeof(1): str(Thing('n')), e: u.count('spam eggs')}
    else: print("done")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    del m[u.lower().count('%s|%x' % ('aXbXc', i)) % 4]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        if (i << 23) in sorted(m, key=str):
            if (int(0.1) == (w := i) + w):
                e = ({x % 5 for x in e} & {x % 5 for x in e})
                del l[{0 % 50, 1000 % 50} % 4:]
            else:
                m.remove(repr('-'.join(map(str, l))[:60])[:60])
            print(str((Sub(2) + Slotted(3))), Slotted((lambda a, b=2: a * b)(i)))
            if (m[1:1] == [x for x in m]):
                print(Sub((u + u)[:60]), (sorted(l, key=str) + [(i, j) for i in range(3) for j in range(i) if False])[:12])
            else:
                print(gc.is_tracked(fn3()))
        else:
            if not [x for x in m]:
                m[1:2] = ord(('%s|%x' % ('12', (2**30)) + 'q')[0])
            else:
                del m[sys.getsizeof((e - e)) % 4]
            try:
                d.clear()
                print(sys.getrefcount(d))
            except Exception as exc:
                print("caught", type(exc).__name__, exc)
                print(gc.is_tracked((frozenset(e) - ({5, 50, 500} & e))))
            else:
                n //= hash((i, 'tab\t')) % 97 % 100000
            if type(o).__name__.isalpha():
                n, *m = list({**d, 'k': n})
            else:
                b = d in [x for x in list(range(8))]
                u = (s + chr(n % 300 + 32)[1:-1:2])[-40:]
        def fn5(p0, p1, p2):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            def inner6():
                nonlocal i, s, l
                e.add(ord((-2.25 + 'q')[0]) % 20)
            print(inner6())
            print(sys.getrefcount(d))
            return o.size()
        try:
            print(fn5(len([]), max(n, 255), (256 % 7)))
        except Exception as exc:
            print(type(exc).__name__, exc)
        with Guard((set(t) <= {x % 5 for x in e})) as b:
            raise ValueError(not list(enumerate(u))[:6])
    except ValueError as exc:
        print("caught", type(exc).__name__, exc)
        print(gc.is_tracked((0 < n < 100)))
except Exception as exc:
    print(type(exc).__name__, exc)
def fn7():
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    k8 = 1
    while k8:
        k8 -= 1
        del l[sys.getsizeof(dict(a=(2**30), b=u)) % 4]
    else: print("done")
    with Guard((fn5(i, (-3), n) >= (n if b else (2**64)))) as b:
        t = (((n % 1000) ** 0), *(t + t)[:8])[:8]
        n, *m = '{} {:>4}'.format(s, n % 1000).split(',')
        try:
            m.extend('-'.join(map(str, 'a'.split(',')))[:60])
            o.v = (Thing(n) + Slotted(i))
        except ArithmeticError as exc:
            print("caught", type(exc).__name__, exc)
            d.update(k=1)
            print(divmod(i, i)[0], (list(map(lambda v: v, l)) == [i * n for i in range(4)]))
    try:
        if any([x for x in m]):
            print(sys.getrefcount(d))
            print(gc.is_tracked(len(u.lower())))
        else:
            del l[sys.getsizeof({x % 5 for x in e}) % 4]
    except (KeyError, IndexError) as exc:
        print("caught", type(exc).__name__, exc)
        o.extra = int(chr(i % 300 + 32))
        print(tuple([*(1, 2, 3), (-6)]), ({**{i: i * i for i in range(6)}, 'k': 256} | {**{1: 2, 3: 4}, 'k': i}))
    else:
        e.discard((divmod(n, i)[0] >> 11) % 20)
        return {x: len(str(x)) for x in (m + m)[:12] if not isinstance(x, (list, dict, set))}
    finally:
        print("finally")
    return ([0] * 5)[n % 3]
try:
    print(fn7())
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    del m[-(w := n) + w % 4]
except Exception as exc:
    print(type(exc).__name__, exc)
def fn9(p0, p1, p2):
    i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
    k11 = 3
    while k11:
        k11 -= 1
        d[u.strip().count(repr(d)[:60])] = dict(sorted(d.items(), key=str)).get(sys.getsizeof(s), ~p0)
        def inner10():
            nonlocal i, s, l
            return divmod(d.get(i, p2), 7)
            del m[~((p2 % 1000) ** 3) % 4]
        print(inner10())
        if bool((Sub(2) + o)):
            p1, *l = list(m)
            l.extend(sorted(l, key=str)[::-1])
        else:
            gc.collect()
            cycle(7)
            print(gc.collect(), Thing.made > -1)
            p2, s = hash(((-1), s)) % 97, f'{p1:,}|{u!r}|{o}'[:60]
    else: print("done")
    return hash(t) % 97
try:
    print(fn9(abs(1000), e, fn5(10, n, (2**30))))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard([i * i for i in range(4)]) as b:
        def fn12(p0, p1):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            return [m[n % 3], chr(n % 300 + 32), fn9(2, 10, (-3))]
            return sum(gen(p0 % 6))
        try:
            print(fn12(s.count(s), int(1e-5)))
        except Exception as exc:
            print(type(exc).__name__, exc)
        match dict(zip('abc', m)):
            case [x, *_]:
                b = bool(Sub(u))
                d[repr(u.replace(s, 'R')[:60])[:60]] = fn12(fn7(), ([0] * 5)[n % 3])
            case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    n, *m = list({x: len(str(x)) for x in m if not isinstance(x, (list, dict, set))})
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        match tuple(l):
            case {'a': z}:
                raise RuntimeError(Thing(-i))
            case _: print("other")
        print((divmod(1000, 7)[0] % 10**6) / 3)
        def fn13(p0, p1, p2):
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            match l[p0 % 3]:
                case None:
                    n = [3, 1, 2].count('{} {:>4}'.format('spam eggs', 256 % 1000))
                    m[::2] = sorted([1, 2, 3])[::-1]
                case {'a': z}:
                    assert ('{} {:>4}'.format('spam eggs', p1 % 1000) == '-'.join(map(str, m))[:60]), chr(hash(t) % 97 % 300 + 32)
                    s = '%s|%r' % (u, n)[:3:-1]
                case _: print("other")
            return u.count(s)
        try:
            print(fn13(((i % 1000) ** 1), -7, t))
        except Exception as exc:
            print(type(exc).__name__, exc)
    except ValueError as exc:
        print("caught", type(exc).__name__, exc)
        e.remove(~~n % 20)
        e.add(max(((-1) << 18), fn13(257, 256, n)) % 20)
    finally:
        print("finally")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    try:
        with Guard(-(-6) in '12'.split(',')) as b:
            b = l[::-1]
            gc.collect()
            cycle(2)
            print(gc.collect(), Thing.made > -1)
        try:
            try:
                n, u = fn12(fn9(255, i, 2), int(u)), f'{i}|{u!r}|{f}'[:60]
            except (KeyError, IndexError) as exc:
                print("caught", type(exc).__name__, exc)
                del m[int((1e10 - 1.5)) % 4]
            else:
                d.popitem()
                gc.collect()
                cycle(2)
                print(gc.collect(), Thing.made > -1)
            finally:
                print("finally")
        except TypeError as exc:
            print("caught", type(exc).__name__, exc)
            e.remove(str(i).find(str(o)) % 20)
            e.discard(int(b) % 20)
        finally:
            print("finally")
        def fn14():
            i = 5; n = -12; s = 'hello'; u = 'añ€'; l = [1, 2, 3]; m = ['x', 0, 'y']; d = {'a': 1, 2: 'b'}; e = {1, 4, 9}; t = (1, 'two', 3); o = Thing(7); f = 2.5; b = True
            l[:0] = list({x: len(str(x)) for x in m if not isinstance(x, (list, dict, set))})
            return divmod(n, i)[0]
        try:
            print(fn14())
        except Exception as exc:
            print(type(exc).__name__, exc)
    except ValueError as exc:
        print("caught", type(exc).__name__, exc)
        print(m[n % 3] in m[::-1])
    finally:
        print("finally")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    b = ((l == l) and (s not in s))
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
