# The first questions one asks about memory, with their answers.
import sys
import gc

x = object()
print(sys.getrefcount(x))
y = x
print(sys.getrefcount(x))
l = [x, x]
print(sys.getrefcount(x))
del l, y
print(sys.getrefcount(x))
print(sys.getsizeof(0), sys.getsizeof(1), sys.getsizeof(2 ** 30), sys.getsizeof(1.5))
print(sys.getsizeof(''), sys.getsizeof('abc'), sys.getsizeof('é'), sys.getsizeof(b'abc'))
print(sys.getsizeof([]), sys.getsizeof([1]), sys.getsizeof(()), sys.getsizeof((1, 2)))
print(sys.getsizeof({}), sys.getsizeof({'a': 1}), sys.getsizeof(set()))
a = []
a.append(a)
del a
print(gc.collect())


class Node:
    def __del__(self):
        print('node deleted')


n = Node()
n = None
m = Node()
m.self = m
del m
print('cycle dropped')
print(gc.collect(), gc.isenabled(), gc.get_threshold())
print(gc.is_tracked(1), gc.is_tracked([]), gc.is_tracked(()), gc.is_tracked({}))
