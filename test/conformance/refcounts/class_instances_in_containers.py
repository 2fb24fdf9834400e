# Instances held by each other: counts as a small graph is built and taken apart.
import sys
import gc
gc.disable()
rc = sys.getrefcount


class Node:
    live = 0

    def __init__(self, name):
        self.name = name
        self.edges = []
        Node.live += 1

    def __del__(self):
        Node.live -= 1
        print('free', self.name)

    def link(self, *others):
        for o in others:
            self.edges.append(o)
        return self


a, b, c, d = (Node(n) for n in 'abcd')
print([rc(n) for n in (a, b, c, d)], rc(Node))
a.link(b, c)
b.link(d)
c.link(d)
print([rc(n) for n in (a, b, c, d)], Node.live)
del d
print('d is only linked', Node.live)
del b
print('b is only linked', Node.live, rc(a.edges[0]))
a.edges.pop(0)
print('b unlinked', Node.live)
c.edges.clear()
print('d unlinked', Node.live)
c.link(a)
print('cycle a-c', rc(a), rc(c))
del a
print('a kept by the cycle', Node.live, c.edges[0].name)
del c
print('both unreachable', Node.live)
print(gc.collect(), Node.live)
tree = Node('root').link(Node('left'), Node('right').link(Node('leaf')))
print(rc(tree), rc(tree.edges[1]), Node.live)
leaf = tree.edges[1].edges[0]
tree = None
print('only the leaf', Node.live, leaf.name, rc(leaf))
parent = Node('parent')
leaf.parent = parent
parent.link(leaf)
del parent, leaf
print(Node.live, gc.collect(), Node.live)
reg = {n: Node(n) for n in 'xyz'}
print(rc(reg['x']), Node.live)
alias = list(reg.values())
reg.clear()
print(rc(alias[0]), Node.live)
alias[1:] = []
print(Node.live)
alias *= 2
print(rc(alias[0]))
del alias
print(Node.live, rc(Node))
