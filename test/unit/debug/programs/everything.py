import contextlib


def f(a, b=2):
    x = a
    for i in range(3):
        if i == 1:
            continue
        x += i
    else:
        x += 10
    return x


def gen(n):
    k = 0
    while k < n:
        yield k
        k += 1
    return 'done'


def outer(n):
    r = yield from gen(n)
    yield r


class A:
    """doc"""
    y = 3
    z = [i * y for i, y in
         enumerate([1, 2])]

    def __init__(self, v):
        self.v = v

    @property
    def w(self):
        return self.v * 2

    @staticmethod
    def s():
        pass


@contextlib.contextmanager
def cm():
    try:
        yield 1
    finally:
        print('cm')


class M:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return True


def t(n):
    try:
        if n:
            raise ValueError(
                n)
        n = 5
    except KeyError:
        pass
    except ValueError as e:
        n = str(e)
    else:
        n = 7
    finally:
        n = (n,
             n)
    return n


def w():
    with M() as m, M() as k:
        1 / 0
    with cm():
        pass
    try:
        with cm():
            raise KeyError
    except KeyError:
        pass


print(f(1))
print(list(gen(3)))
for v in outer(2):
    print(v)
a = A(3)
a.w; A.s()
t(0)
t(1)
w()
x = 5
while x: x -= 1
while True:
    x += 1
    if x > 3: break
d = {
    'a': 1,
    'b': f(
        2),
    **{'c': 3},
}
lam = lambda q: (
    q + 1)
lam(2)
s = sum(i
        for i in range(3)
        if i % 2)
y = x if x \
    else 3
x = \
    x + 1
assert x, (
    'no')
def g(a,
      b=1,
      *c):
    global zz
    zz = a and \
        b and \
        c
    return zz
g(1)
g(1, 2, 3)
match d:
    case {'a': 2}:
        pass
    case {'a': 1, **rest}:
        rest
    case _:
        pass
def fact(n):
    if n < 2: return 1
    return n * fact(n - 1)
fact(4)
try:
    try:
        raise KeyError(1)
    finally:
        x = 1
except KeyError:
    x = 2
for i in []:
    pass
else:
    i = 3
i: int = 4
del i
def defer():
    def inner():
        nonlocal n
        n += 1
        return n
    n = 0
    inner(); inner()
    return [inner() for _ in range(2)]
defer()
def tg():
    g = gen(5)
    next(g)
    g.close()
    g = ctl()
    next(g)
    g.throw(ValueError)
    try:
        next(g)
    except StopIteration:
        pass
def ctl():
    try:
        yield 1
    except ValueError:
        yield 2
tg()
if x == 1:
    pass
elif x == 2:
    x = 3
sorted([3, 1, 2], key=lambda v:
       -v)
def finret():
    for i in range(3):
        try:
            if i == 1:
                return i
        finally:
            print(i)
finret()
def nested():
    while True:
        try:
            while True:
                break
            continue
        except Exception:
            pass
        finally:
            break
nested()
try:
    raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
except* ValueError as e:
    print(e)
except* TypeError:
    pass
1 / 0
