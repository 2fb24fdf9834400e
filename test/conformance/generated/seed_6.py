# Generated: node scripts/fuzz.mjs --from=6 --count=1 --size=14 --write=generated
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
    i, *m = [len(u), (s + '12')[:60], sum(x for x in m if isinstance(x, int))]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(gc.is_tracked(chr((-3) % 300 + 32).isalpha()))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    for k0 in gen(2):
        if any(m): break
        try:
            with Guard(isinstance(Sub(' pad '), Sub)) as b:
                i, *l = [(i, j) for i in range(3) for j in range(i) if (b and b)]
            if max(7, n) in [x for x in m]:
                n *= -ord((s + 'q')[0]) % 100000
                m.sort(key=str)
            else:
                i //= int((f + 3.0)) % 100000
                i, *m = sorted(frozenset(e))
        except ValueError as exc:
            print("caught", type(exc).__name__, exc)
            u = (s + (type(o).__name__ * 1)[:60])[-40:]
        else:
            n, s = dict(a=1, b=u).get(((256 % 1000) ** 5), (w := i) + w), s[-2:-1:-1].replace(chr(1000 % 300 + 32), 'R')[:60]
            del l[max((w := i) + w, o.size()) % 4:]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard(('%s|%5d' % ('aXbXc', n) < str(Sub([1])))) as b:
        for k1 in 'ab':
            with Guard(any([1, 2, 3][::-1])) as b:
                o.extra = f'{i}|{u!r}|{u}'[:60]
                e.remove((i, s) % 20)
        print(divmod(sys.getsizeof('x,y,z'), 7), (0 < hash(t) % 97 < 100))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    e.remove(len(o) % 20)
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(''.replace(u, 'R')[:60].center(9, '*'))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    n, u = hash((n, 'spam eggs')) % 97, 'tab\t'.isalpha()
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    with Guard((0 < sys.getsizeof(tuple(range(4))) < 100)) as b:
        print(gc.is_tracked(int('é'.replace('Zz9', 'R')[:60])))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    del m[divmod(int(u), int(s))[0] % 4:]
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    match (0.0 / 1e-5):
        case []:
            match frozenset(e):
                case (1, y):
                    l.append(-d.get(i, 0))
                case (1, y):
                    e.remove(len(str(o)) % 20)
                    m.insert(1, 9)
                case Thing(v=1):
                    del m[int(abs(1.5)) % 4]
                    print(chr((-5) % 300 + 32).split(','), (ord((u + 'q')[0]) if 1 in {1, 2, 3} else ((n % 1000) ** 1)))
                case _: print("other")
        case _: print("other")
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    l[0] = sorted(frozenset(e))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(sorted([x for x in list('hello')]))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    print(sys.getrefcount(d))
except Exception as exc:
    print(type(exc).__name__, exc)
try:
    l.pop()
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
