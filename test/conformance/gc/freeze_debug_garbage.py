# freeze and unfreeze, DEBUG_SAVEALL and gc.garbage, get_objects by generation, debug flags.
import gc
gc.disable(); gc.collect()
class C: pass
print(gc.get_freeze_count(), gc.get_debug())
x = C(); x.me = x; gc.freeze(); print(gc.get_freeze_count() > 100, gc.get_count(), len(gc.get_objects()) < 20); del x; print(gc.collect()); gc.unfreeze(); print(gc.get_freeze_count(), gc.collect())
gc.set_debug(gc.DEBUG_SAVEALL); print(gc.get_debug(), gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK)
l = [1]; l.append(l); c = C(); c.me = c; c.t = (1, []); del l, c; print(gc.collect(), [type(o).__name__ for o in gc.garbage], gc.garbage[0][0]); gc.set_debug(0); n = len(gc.garbage); gc.garbage.clear(); print(n, gc.collect())
for bad in ('x', None, 1.5):
    try: gc.set_debug(bad)
    except TypeError as e: print(e)
gc.collect(); a = []; b = {'k': a}; gens = [any(o is b for o in gc.get_objects(generation=g)) for g in range(3)]; print(gens); gc.collect(0); print([any(o is b for o in gc.get_objects(g)) for g in range(3)]); gc.collect(1); print([any(o is b for o in gc.get_objects(g)) for g in range(3)]); c = []; print([any(o is c for o in gc.get_objects(g)) for g in range(3)], any(o is c for o in gc.get_objects()), any(o is c for o in gc.get_objects(None)), any(o == 5 for o in [5]))
for bad in (3, -2, 'x', 1.5):
    try: gc.get_objects(bad)
    except Exception as e: print(type(e).__name__, e)
gc.collect(); new = [[] for _ in range(5)]; young = gc.get_objects(0); idx = [next(i for i, o in enumerate(young) if o is n) for n in new]; print(idx == sorted(idx), idx[-1] - idx[0]); del young
def f(): pass
f.attr = a; w = (a, b); print([type(o).__name__ for o in gc.get_referrers(f)], [type(o).__name__ for o in gc.get_referents(w)], [type(o).__name__ for o in gc.get_referents(f)], gc.get_referents(), gc.get_referents(1, 'a'), gc.get_referents([1, [2]], {'a': 'b', 'c': []}), gc.get_referents({1: 2, 3: [4]}), [type(o).__name__ for o in gc.get_referents(C())], [getattr(o, '__name__', type(o).__name__) for o in gc.get_referents(C)], [type(o).__name__ for o in gc.get_referents(ValueError(1))], gc.get_referents(property(1, 2, 3, 'd')), gc.get_referents(slice(1, 2)), gc.get_referents((1, 2, (3,))), gc.get_referents({5}), gc.get_referents(iter([7, 8])))
q = object(); holder = [q]; h2 = {'q': q}; h3 = (q,); h4 = C(); h4.q = q; print(sorted(type(o).__name__ for o in gc.get_referrers(q) if o is not globals()), gc.get_referrers(), len(gc.get_referrers(q, holder)) > 4)
print(gc.is_finalized(5), gc.is_finalized(C()), gc.isenabled()); gc.enable(); print(gc.isenabled()); gc.disable()
class D:
    def __del__(self): saved.append(self)
saved = []; D(); print(gc.is_finalized(saved[0])); del saved[:]; print(len(saved)); u = gc.get_stats()[0]; print(sorted(u))
for call in ("gc.collect(1, 2)", "gc.enable(1)", "gc.is_tracked()", "gc.get_count(1)", "gc.freeze(1)", "gc.nope"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
