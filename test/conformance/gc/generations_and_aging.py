# Objects move from generation to generation; which collections find which garbage.
import gc
gc.disable()
gc.collect()


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self


def generation_of(obj):
    for g in range(3):
        if any(o is obj for o in gc.get_objects(generation=g)):
            return g
    return None


a = Node('a')
print('new', generation_of(a))
gc.collect(0)
print('after collect(0)', generation_of(a))
b = Node('b')
print('b is new', generation_of(a), generation_of(b))
gc.collect(0)
print('again 0', generation_of(a), generation_of(b))
gc.collect(1)
print('after collect(1)', generation_of(a), generation_of(b))
c = Node('c')
gc.collect(2)
print('after collect(2)', [generation_of(x) for x in (a, b, c)])
del a
print('old garbage', gc.collect(0), gc.collect(1), gc.collect(2))
d = Node('d')
gc.collect(0)
e = Node('e')
del d, e
print('middle and young', gc.collect(0), gc.collect(1))
print(generation_of([]), generation_of(5), generation_of('text'), generation_of(Node))
t = (1, 2)
print('untracked', generation_of(t), gc.is_tracked(t))
u = ([],)
print('tracked tuple', generation_of(u), generation_of(u[0]))
gc.collect(1)
print(generation_of(u), generation_of(u[0]))
u[0].append(u)
del u
print('cycle through a tuple', gc.collect(0), gc.collect(1), gc.collect(2))
gc.set_threshold(30, 2, 2)
log = []
gc.callbacks.append(lambda phase, info: log.append(info['generation']) if phase == 'start' else None)
gc.enable()
keep = [[i] for i in range(400)]
gc.disable()
print(log, generation_of(keep[0]), generation_of(keep[-1]))
gc.callbacks.clear()
counts = gc.get_count()
print(counts[1:], gc.get_threshold())
gc.set_threshold(700, 10, 10)
