# Calls of classes: references held meanwhile, blocks and collector counts, defaults, odd __init__ functions, depth of recursion.
import gc
import sys


class Plain:
    pass


class One:
    def __init__(self, x):
        self.x = x
        print('counts', sys.getrefcount(x) - base, sys.getrefcount(self), len(gc.get_referrers(x)))


class Many:
    def __init__(self, a, b, c=3, d=4, e=5):
        self.all = (a, b, c, d, e)


class Slots:
    __slots__ = ('a', 'b')

    def __init__(self, a, b):
        self.a = a
        self.b = b


class Failure(Exception):
    def __init__(self, code, text='none'):
        super().__init__(code)
        self.code = code
        self.text = text


class Returns:
    def __init__(self, value):
        self.value = value
        return value


class NotAFunction:
    __init__ = staticmethod(lambda *args: print('static', len(args)))


class Deep:
    def __init__(self, n):
        self.next = Deep(n - 1) if n else None


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


value = ['value']
base = sys.getrefcount(value)
One(value)
One(x=value)
print(sys.getrefcount(value) - base)

print(Many(1, 2).all, Many(1, 2, 7).all, Many(1, 2, 7, 8).all, Many(1, 2, 7, 8, 9).all, Many(1, b=2, e=0).all)
attempt(Many)
attempt(Many, 1)
attempt(Many, 1, 2, 3, 4, 5, 6)
attempt(Plain, 1)
attempt(One)
attempt(Returns, 5)
print(Returns(None).value)
NotAFunction(1, 2)
print(repr(Failure(3)), Failure(3, 'text').args, Failure(3, 'text').text, repr(ValueError()), repr(KeyError(1, 2)))
attempt(Failure)

Plain.__init__ = lambda self, *rest: setattr(self, 'rest', rest)
print(Plain(1, 2, 3).rest, Plain().rest)
del Plain.__init__
attempt(Plain, 1)


def measure(make):
    gc.collect()
    keep = [None] * 50
    blocks = sys.getallocatedblocks()
    count = gc.get_count()[0]
    for i in range(50):
        keep[i] = make()
    result = sys.getallocatedblocks() - blocks, gc.get_count()[0] - count
    keep = None
    return result


print(measure(Plain))
print(measure(lambda: Slots(1, 2)))
print(measure(lambda: Many(1, 2)))
print(measure(lambda: Failure(1)))
print(measure(lambda: ValueError(1)))
print(measure(object))


def depth(make):
    n = 1
    while True:
        try:
            make(n)
        except RecursionError:
            return n
        n += 1


sys.setrecursionlimit(120)
print(depth(Deep))
