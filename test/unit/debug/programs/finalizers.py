import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del',
              self.name)


def gone(ref):
    print('gone')


a = Node('a')
r = weakref.ref(a, gone)
a = None
b = Node('b')
b.self = b
del b
import gc
gc.collect()
