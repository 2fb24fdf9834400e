# Doubly linked lists, trees with parents, graphs, observers: what is garbage, and how much of it.
import gc
gc.disable()
gc.collect()


class Node:
    __slots__ = ('value', 'prev', 'next', '__weakref__')

    def __init__(self, value):
        self.value = value
        self.prev = self.next = None


class Tree:
    def __init__(self, depth, parent=None):
        self.parent = parent
        self.kids = [Tree(depth - 1, self) for _ in range(2)] if depth else []


class Subject:
    def __init__(self):
        self.observers = []


class Observer:
    def __init__(self, subject):
        self.subject = subject
        subject.observers.append(self.notify)

    def notify(self):
        return self.subject


def doubly(n):
    first = last = Node(0)
    for i in range(1, n):
        node = Node(i)
        last.next, node.prev = node, last
        last = node
    return first


def graph(n):
    nodes = [{'id': i, 'to': []} for i in range(n)]
    for i, node in enumerate(nodes):
        node['to'].extend((nodes[(i * 3 + 1) % n], nodes[(i * 5 + 2) % n]))
    return nodes[0]


for make in (lambda: doubly(1), lambda: doubly(2), lambda: doubly(100), lambda: Tree(0), lambda: Tree(4), lambda: graph(1),
             lambda: graph(10), lambda: Observer(Subject()), lambda: [Observer(s := Subject()) for _ in range(3)]):
    x = make()
    gc.collect()
    del x
    print(gc.collect(), gc.collect())
kept = doubly(10)
middle = kept.next.next
del kept
print('kept by the middle', gc.collect(), middle.prev.prev.value, middle.next.value)
middle.prev = None
print('front cut off', gc.collect())
middle = None
print('all', gc.collect())
t = Tree(3)
leaf = t.kids[0].kids[1]
t.kids.clear()
del t
print(gc.collect(), leaf.parent.parent.kids, len(leaf.parent.kids))
leaf.parent = None
print(gc.collect())
f = lambda: f
print(f() is f)
del f
print(gc.collect())
def maker():
    box = []
    def getter(): return box
    box.append(getter)
    return getter
g = maker(); g = None
print(gc.collect())
class Meta(type): pass
K = Meta('K', (), {}); K.self = K(); del K
print(gc.collect() > 5)
