# get_count deltas after full collections, thresholds, the automatic trigger.
import gc
gc.collect(); gc.disable()
def delta(f, n=1):
    gc.collect()
    a = gc.get_count()[0]
    keep = [f() for _ in range(n)] if n > 1 else f()
    b = gc.get_count()[0]
    return b - a
class C: pass
class S: __slots__ = ()
for f in (list, dict, set, tuple, object, C, S, lambda: [1], lambda: (1, 2), lambda: {1: 2}, lambda: {'a': 1}, lambda: lambda: 0, lambda: (lambda x: lambda: x)(1), lambda: [[] for _ in range(50)], lambda: [() for _ in range(50)], lambda: [(i,) for i in range(50)], lambda: [{} for _ in range(50)], lambda: [C() for _ in range(50)], lambda: [S() for _ in range(50)], lambda: ''.join('abc'), lambda: 10 ** 20, lambda: iter([]), lambda: range(3), lambda: slice(1), lambda: ValueError(), lambda: {1, 2}, lambda: frozenset([1]), lambda: [].append, lambda: C().__init__, lambda: (i for i in ()), lambda: type('T', (), {}), lambda: [x for x in range(10)], lambda: {x: x for x in range(10)}, lambda: enumerate([]), lambda: zip([], []), lambda: map(str, []), lambda: memoryview(b''), lambda: bytearray(5), lambda: 1.5 * 2, lambda: 2j * 3, lambda: [1.5 * i for i in range(10)]):
    print(delta(f), delta(f), delta(f))
print(gc.get_threshold(), gc.isenabled(), gc.get_count()[1:])
gc.set_threshold(50, 3, 2); print(gc.get_threshold()); gc.set_threshold(100); print(gc.get_threshold()); gc.set_threshold(700, 10); print(gc.get_threshold())
log = []
def cb(phase, info):
    if phase == 'start': log.append((info['generation'], len(keep)))
gc.collect(); keep = []
gc.set_threshold(50, 3, 2); gc.callbacks.append(cb); gc.enable()
for i in range(1500): keep.append([i])
gc.disable(); gc.callbacks.clear(); print(log)
print(gc.get_count()[0] < 60, gc.get_count()[1:]); log.clear(); keep = []
gc.set_threshold(0); gc.enable(); gc.callbacks.append(cb)
for i in range(2000): keep.append([i])
gc.disable(); gc.callbacks.clear(); print('threshold 0', log)
gc.set_threshold(700, 10, 10); gc.collect(); keep = []; gc.collect(); gc.callbacks.append(cb); gc.enable()
for i in range(20000): keep.append({i: i}); keep.append([i])
gc.disable(); gc.callbacks.clear(); print(len(log), log[:5], [l for l in log if l[0] > 0]); log.clear(); keep = []
gc.collect(); gc.callbacks.append(cb); gc.enable(); x = list(map(list, [[]] * 5000)); gc.disable(); gc.callbacks.clear(); print(len(log), log[:2]); del x
for args in ((), (1, 2, 3, 4), ('x',), (1.5,), (None,), (-1,)):
    try: print(gc.set_threshold(*args), gc.get_threshold())
    except Exception as e: print(args, type(e).__name__, e)
gc.set_threshold(700, 10, 10)
