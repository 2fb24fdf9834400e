# Relations between addresses: alignment, neighbours, reuse, in booleans and small differences.
import gc
import sys
gc.collect()
gc.disable()


class A:
    __slots__ = ('x',)


def same_place(make, count=3):
    seen = set()
    for _ in range(count):
        o = make()
        seen.add(id(o))
        del o
    return len(seen) == 1


makers = {'object': object, 'slots': A, 'list': list, 'dict': dict, 'set': set, 'bytes': lambda: bytes(30 + len('a')), 'str': lambda: 'ab' * len('abcdefgh'),
          'int': lambda: 10 ** 12 + len('a'), 'float': lambda: 1.1 * len('a'), 'tuple': lambda: (len('a'), 2), 'range': lambda: range(len('abc'))}
for name, make in makers.items():
    o = make()
    print(name, same_place(make), id(o) % 8 == 0, id(o) % 16 in (0, 8), id(o) > 2 ** 20, id(o) == id(o), type(id(o)).__name__)
a, b = object(), object()
ids = (id(a), id(b))
del b, a
c, d = object(), object()
print('last freed, first reused', (id(c), id(d)) == ids, {id(c), id(d)} == set(ids))
objs = [object() for _ in range(100)]
gaps = [id(y) - id(x) for x, y in zip(objs, objs[1:])]
print('mostly neighbours', gaps.count(16) > 80)
slots = [A() for _ in range(100)]
gaps = [id(y) - id(x) for x, y in zip(slots, slots[1:])]
print('mostly neighbours', max(set(gaps), key=gaps.count))
lists = [[] for _ in range(300)]
gaps = [id(y) - id(x) for x, y in zip(lists, lists[1:])]
print(max(set(gaps), key=gaps.count))
freed = [id(o) for o in objs[10:20]]
del objs[10:20]
again = [object() for _ in range(10)]
print([freed.index(id(o)) for o in again])
freed = [id(objs[i]) for i in (5, 50, 25)]
objs[5] = objs[50] = objs[25] = None
again = [object() for _ in range(3)]
print(sorted(freed.index(id(o)) if id(o) in freed else -1 for o in again))
s = 'x' * 40 + str(len('abc'))
i = id(s)
s += 'y'
print('grown string moved or not', id(s) == i or id(s) != i, len(s))
l = [1, 2, 3]
i = id(l)
l.extend(range(1000))
print('a list stays where it is', id(l) == i)
d = {}
i = id(d)
for k in range(1000):
    d[k] = k
print('so does a dict', id(d) == i)
x = bytearray(10)
i = id(x)
x.extend(bytes(10000))
print('and a bytearray', id(x) == i)
print(id(None) == id(None), id(A) == id(A), id(1) == id(1), id(len) == id(len), id([]) != id({}), id(()) == id(tuple()))
