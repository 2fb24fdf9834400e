# Automatic collections at exact allocation counts: which generation, what was found.
import gc
class C: pass
log = []
def cb(phase, info): 
    if phase == 'stop': log.append((info['generation'], info['collected']))
gc.collect(); gc.disable(); gc.set_threshold(200, 4, 3); gc.collect(); gc.callbacks.append(cb); gc.enable()
for i in range(2000):
    c = C(); c.me = c
gc.disable(); print('garbage', log); log.clear(); gc.collect(); log.clear(); gc.enable()
keep = []
for i in range(3000):
    keep.append([i])
gc.disable(); print('survivors', log); log.clear(); gc.collect(); log.clear(); gc.enable()
for i in range(3000):
    keep.append((i, [i])); keep.pop(0)
    if i % 10 == 0: x = []; x.append(x)
gc.disable(); print('mixed', log); log.clear(); del keep; gc.collect(); log.clear(); gc.enable()
for i in range(3000): t = [[], {}, ()]
gc.disable(); print('temporaries', log); log.clear(); gc.enable()
for i in range(1000): f = lambda: i; g = (x for x in [i]); next(g)
gc.disable(); print('functions and generators', log); log.clear(); gc.enable()
def tree(n): return [tree(n - 1), tree(n - 1)] if n else []
t = tree(10); gc.disable(); print('tree', log); log.clear(); del t; gc.enable()
class Node:
    __slots__ = ('l', 'r', 'p')
    def __init__(self, n, p=None):
        self.p = p
        if n: self.l = Node(n - 1, self); self.r = Node(n - 1, self)
for _ in range(6): Node(7)
gc.disable(); print('parents', log); log.clear(); gc.enable()
d = {}
for i in range(2000): d[i] = {'i': i, 'l': [i]}
gc.disable(); print('dicts', log); log.clear(); d.clear(); gc.enable()
def raising():
    try: raise ValueError
    except ValueError as e: x = e
for i in range(500): raising()
gc.disable(); print('exceptions', log); log.clear(); gc.enable(); s = [set() for _ in range(900)]; gc.disable(); print('comprehension', log); log.clear(); gc.enable(); s = list(map(list, [()] * 900)); gc.disable(); print('inside one C call', log); log.clear(); gc.enable(); sorted([[i] for i in range(900)], key=lambda v: [v]); gc.disable(); print('sort keys', log); gc.callbacks.clear()
for i in range(2000): y = [i]; 
print(gc.get_count()[0] < 2000, gc.get_count()[1:])
