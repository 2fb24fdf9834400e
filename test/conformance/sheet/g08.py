# tracking and untracking
import gc
class C: pass
t = (1, 'a'); u = (1, []); d = {}; e = {'k': 1}; f = {'k': []}; c = C()
print([gc.is_tracked(x) for x in (1, 'a', [], t, u, (), d, e, f, c, C, len, set(), frozenset())])
w = tuple([1, 2]); a = gc.is_tracked(w); gc.collect(); print(a, gc.is_tracked(w))
d['x'] = []; a = gc.is_tracked(d); d.clear(); b = gc.is_tracked(d); gc.collect(); print(a, b, gc.is_tracked(d))
