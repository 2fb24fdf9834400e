"""Object pools, weak dictionaries, finalizers, ids reused, cycles, __del__ order."""
import gc, sys, weakref
log = []
class Res:
    alive = 0
    def __init__(self, name): self.name = name; Res.alive += 1
    def __del__(self): Res.alive -= 1; log.append(self.name)
    def __repr__(self): return f'Res({self.name})'
class Cache:
    def __init__(self): self.data = weakref.WeakValueDictionary(); self.made = 0
    def get(self, k):
        try: return self.data[k]
        except KeyError: self.made += 1; r = self.data[k] = Res(k); return r
gc.collect(); gc.disable()
c = Cache(); a = c.get('a'); b = c.get('b'); a2 = c.get('a')
print(a is a2, c.made, sorted(c.data), len(c.data), sys.getrefcount(a), weakref.getweakrefcount(a), Res.alive)
del a; print(sorted(c.data)); del a2; print(sorted(c.data), log, Res.alive)
meta = weakref.WeakKeyDictionary(); meta[b] = {'n': 1}; print(len(meta), list(meta.items())); del b; print(len(meta), len(c.data), log)
f = weakref.finalize(x := Res('x'), log.append, 'final x'); print(f.alive, f.peek()[2]); del x; print(f.alive, log, f())
class Node:
    def __init__(self, n): self.n = n; self.kids = []; self._parent = None
    @property
    def parent(self): return self._parent() if self._parent else None
    def add(self, k): self.kids.append(k); k._parent = weakref.ref(self); return k
    def __del__(self): log.append(f'node {self.n}')
log.clear(); root = Node(0); k = root.add(Node(1)); k.add(Node(2)); print(k.parent is root, sys.getrefcount(root)); del root; print(log, k.parent); del k; print(log)
log.clear(); x, y = Node('x'), Node('y'); x.kids.append(y); y.kids.append(x); wx = weakref.ref(x, lambda r: log.append('callback')); del x, y; print(log, gc.collect(), log, wx())
class Pool:
    def __init__(self, make): self.make, self.free = make, []
    def acquire(self): return self.free.pop() if self.free else self.make()
    def release(self, o): self.free.append(o)
pool = Pool(lambda: bytearray(1000)); u = pool.acquire(); i = id(u); pool.release(u); del u; print(id(pool.acquire()) == i)
s = weakref.WeakSet(); objs = [Res(i) for i in range(3)]; s.update(objs); print(len(s)); objs.pop(); print(len(s), 1 in [r.name for r in s])
p = weakref.proxy(objs[0]); print(p.name, p); objs.clear()
try: p.name
except ReferenceError as e: print(e)
class Lazy:
    __slots__ = ('v', '__weakref__')
l = Lazy(); r = weakref.ref(l); print(r() is l, r is weakref.ref(l), sys.getsizeof(l), hash(r) == hash(l)); del l; print(r(), len(weakref.getweakrefs(Res)))
try: weakref.ref(5)
except TypeError as e: print(e)
class Zombie:
    saved = []
    def __del__(self): Zombie.saved.append(self)
z = Zombie(); z.me = z; del z; print(gc.collect(), len(Zombie.saved), gc.is_finalized(Zombie.saved[0])); Zombie.saved.clear(); print(gc.collect())
n = sys.getallocatedblocks(); o = len(gc.get_objects())
cycles = []
for i in range(50): d = {'i': i}; d['self'] = d; cycles.append(d)
print(sys.getallocatedblocks() - n, len(gc.get_objects()) - o); del cycles, d; print(gc.collect(), sys.getallocatedblocks() - n)
