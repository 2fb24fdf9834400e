"""LRU and TTL caches three ways."""
import sys, gc
from collections import OrderedDict
from functools import lru_cache, cached_property, singledispatch, wraps, total_ordering, cmp_to_key, reduce, partialmethod

class Node:
    __slots__ = ('key', 'value', 'prev', 'next')
    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.prev = self.next = None

class LinkedLRU:
    def __init__(self, capacity):
        self.capacity = capacity
        self.map = {}
        self.head, self.tail = Node(), Node()
        self.head.next, self.tail.prev = self.tail, self.head
        self.hits = self.misses = 0
    def _unlink(self, n):
        n.prev.next, n.next.prev = n.next, n.prev
    def _push(self, n):
        n.prev, n.next = self.head, self.head.next
        self.head.next.prev = n
        self.head.next = n
    def get(self, key, default=None):
        n = self.map.get(key)
        if n is None:
            self.misses += 1
            return default
        self.hits += 1
        self._unlink(n); self._push(n)
        return n.value
    def put(self, key, value):
        if key in self.map:
            n = self.map[key]; n.value = value
            self._unlink(n)
        else:
            if len(self.map) >= self.capacity:
                old = self.tail.prev
                self._unlink(old)
                del self.map[old.key]
            n = self.map[key] = Node(key, value)
        self._push(n)
    def __iter__(self):
        n = self.head.next
        while n is not self.tail:
            yield n.key, n.value
            n = n.next

class OrderedLRU(OrderedDict):
    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity
    def __getitem__(self, k):
        v = super().__getitem__(k)
        self.move_to_end(k)
        return v
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        if len(self) > self.capacity:
            oldest = next(iter(self))
            del self[oldest]

gc.collect(); gc.disable()
b0 = sys.getallocatedblocks()
c = LinkedLRU(3)
for i in range(10):
    c.put(i % 5, i * i)
    c.get(i % 3)
print(list(c), c.hits, c.misses, len(c.map))
print(sys.getrefcount(c.head), sys.getrefcount(c.head.next), sys.getsizeof(c.map), sys.getsizeof(c.head))
o = OrderedLRU(2)
o['a'] = 1; o['b'] = 2; o['a']; o['c'] = 3
print(o, list(o), sys.getsizeof(o), 'b' in o)
del c
print(gc.collect())
@lru_cache(maxsize=4)
def square(x, *, plus=0):
    return x * x + plus
for i in [1, 2, 3, 4, 1, 5, 2, 3, 1]:
    square(i)
square(2, plus=1)
print(square.cache_info(), square.cache_parameters(), square.__wrapped__(3), sys.getrefcount(square))
square.cache_clear(); print(square.cache_info())
class Circle:
    def __init__(self, r): self.r = r
    @cached_property
    def area(self):
        print('computing'); return round(3.14159 * self.r ** 2, 2)
    @lru_cache
    def scaled(self, k): return self.r * k
x = Circle(2); print(x.area, x.area, vars(x)); del x.area; print(x.area, x.scaled(3), Circle.scaled.cache_info())
print(sys.getrefcount(x), sys.getsizeof(x), sys.getsizeof(x.__dict__), gc.is_tracked(x))
@singledispatch
def show(v): return 'object'
@show.register
def _(v: int): return 'int'
@show.register(list)
@show.register(tuple)
def _(v): return 'seq'
print([show(v) for v in (1, True, [], (), 's')], show.dispatch(bool) is show.dispatch(int), sorted(t.__name__ for t in show.registry))
