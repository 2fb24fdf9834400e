# tracemalloc: sizes and counts of user lines, traced memory, peaks, get_object_traceback.
import tracemalloc, os, gc
gc.disable(); gc.collect()
def here(stats): return [(os.path.basename(s.traceback[0].filename), s.traceback[0].lineno, s.size, s.count) for s in stats if s.traceback[0].filename == __file__]
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_tracemalloc_memory() >= 0, tracemalloc.get_traceback_limit())
tracemalloc.start()
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
def delta(f):
    f(); a = tracemalloc.get_traced_memory()[0]; x = f(); b = tracemalloc.get_traced_memory()[0]; del x; c = tracemalloc.get_traced_memory()[0]; return b - a, c - a
class A:
    def __init__(self): self.x = 1
for f in (lambda: [], lambda: [None] * 100, lambda: {}, lambda: {i: i for i in range(100)}, lambda: 'x' * 1000, lambda: bytes(1000), lambda: A(), lambda: [A() for _ in range(10)], lambda: (1, 2, len('a')), lambda: set(range(100)), lambda: 10 ** 50, lambda: 1.5 * 3, lambda: (lambda: 0), lambda: object(), lambda: bytearray(50), lambda: iter([]), lambda: ValueError(), lambda: (x for x in ())):
    print(delta(f))
keep = []
keep.append([None] * 50)
keep.append('y' * 500 * len(keep))
keep.append({i: str(i) for i in range(20)})
s = tracemalloc.take_snapshot()
mine = [x for x in here(s.statistics('lineno')) if 14 <= x[1] <= 18]
print(sorted(mine, key=lambda x: x[1]))
o = [1, 2, 3]
t = tracemalloc.get_object_traceback(o); print(t[0].lineno, len(t), os.path.basename(t[0].filename), tracemalloc.get_object_traceback(5))
big = [bytes(1000) for _ in range(100)]; cur, peak = tracemalloc.get_traced_memory(); del big; cur2, peak2 = tracemalloc.get_traced_memory(); print(cur - cur2, peak2 >= cur); tracemalloc.reset_peak(); cur3, peak3 = tracemalloc.get_traced_memory(); print(peak3 < peak2, peak3 - cur3 < 200)
tracemalloc.clear_traces(); print(tracemalloc.get_traced_memory()[0] < 500)
for bad in (0, -1, 'x', 2 ** 40):
    try: tracemalloc.start(bad); print('?')
    except Exception as e: print(type(e).__name__, e)
tracemalloc.stop(); print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_object_traceback(keep))
try: tracemalloc.take_snapshot()
except RuntimeError as e: print(e)
