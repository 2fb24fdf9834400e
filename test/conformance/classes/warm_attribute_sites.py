# One access site sees an attribute come from the instance, the class, a base, and change under it.
import sys


class Base:
    kind = 'base'

    def m(self):
        return 'Base.m'


class Derived(Base):
    def m(self):
        return 'Derived.m'


class Slotted:
    __slots__ = ('kind',)
    limit = 9

    def m(self):
        return 'Slotted.m'


def call(o):
    return o.m()


def read(o):
    return o.kind


def store(o, v):
    o.kind = v


def times(f, *args):
    return [f(*args) for _ in range(12)][-1]


a, b, d = Base(), Base(), Derived()
print(times(call, b), times(call, d))
a.m = lambda: 'own m'
print(times(call, b), times(call, a), times(call, d))
for o in [a, b, a, d, b, a]:
    print(call(o), end=' ')
print()
print(times(read, a), times(read, d))
b.kind = 'own'
print([read(o) for o in [a, b, d, b, a]])
Base.kind = 'changed'
print([read(o) for o in [a, b, d]])
Derived.kind = property(lambda self: 'property')
print([read(o) for o in [a, b, d, d]])
del Derived.kind
print([read(o) for o in [a, b, d, d]])
del b.kind
print([read(o) for o in [a, b, d, d]])
s = Slotted()
try:
    read(s)
except AttributeError as e:
    print(e)
times(store, s, 'slot')
times(store, b, 'again')
print(read(s), read(b), times(call, s), s.limit)
Base.m = lambda self: 'new m'
print([call(o) for o in [a, b, d, s]])
b.__dict__['m'] = lambda: 'through the dict'
print([call(o) for o in [a, b, d, s]])
b.__dict__ = {'kind': 'other dict'}
print([read(o) for o in [a, b, d]], [call(o) for o in [a, b]])
marker = object()
Base.kind = marker
n = sys.getrefcount(marker)
values = [read(a) for _ in range(20)]
print(sys.getrefcount(marker) - n)
del values
print(sys.getrefcount(marker) - n)


class Value:
    pass


Base.kind = Value()
print(type(times(read, a)).__name__)
Value.__get__ = lambda self, o, t: 'a descriptor now'
print(read(a), read(d))
Base.kind = Value()
a.kind = 'shadows'
print(times(read, a), times(read, Base) == Base.kind)
times(store, a, 'shadows still')
Value.__set__ = lambda self, o, v: print('set', v)
print(read(a), read(Base))
store(a, 'again')
del Value.__get__, Value.__set__
print(read(a), type(times(read, Base)).__name__)
Value.__get__ = lambda self, o, t: 'of the class' if o is None else 'of an object'
print(read(Base), read(a), read(b))
del a.kind
del Base.kind
try:
    times(read, a)
except AttributeError as e:
    print(e)
