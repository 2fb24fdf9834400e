# heapq and bisect; time and datetime without absolute values; copyreg-free odds and ends.
import heapq, bisect, time
h = []
for v in (5, 1, 8, 3, 9, 2, 7): heapq.heappush(h, v)
print(h, heapq.heappop(h), h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 6), h, [heapq.heappop(h) for _ in range(len(h))])
l = [9, 4, 7, 1, 8, 2]; heapq.heapify(l); print(l, heapq.nlargest(2, l), heapq.nsmallest(3, l), heapq.nlargest(2, 'hello', key=ord), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge('ac', 'bd', reverse=False)), list(heapq.merge([4, 1], [3, 2], reverse=True)), heapq.nsmallest(0, [1]), heapq.nsmallest(10, [2, 1]))
tasks = []; heapq.heappush(tasks, (2, 'b')); heapq.heappush(tasks, (1, 'z')); heapq.heappush(tasks, (1, 'a')); print([heapq.heappop(tasks)[1] for _ in range(3)])
for call in ("heapq.heappop([])", "heapq.heappush([1], 'a')", "heapq.heappush(5, 1)", "heapq.heapify((1, 2))", "heapq.heapreplace([], 1)", "heapq.heappush([1])"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
class Item:
    def __init__(self, p): self.p = p
    def __lt__(self, o): return self.p > o.p
hs = [Item(i) for i in (3, 1, 2)]; heapq.heapify(hs); print([heapq.heappop(hs).p for _ in range(3)])
a = [1, 3, 3, 5, 7]; print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 3), bisect.bisect_left(a, 0), bisect.bisect(a, 10), bisect.bisect_left(a, 4, 1, 3), bisect.bisect_left([5, 3, 1], -3, key=lambda x: -x)); bisect.insort(a, 4); bisect.insort_left(a, 3); bisect.insort(a, 0, key=lambda x: x); print(a)
for call in ("bisect.bisect(5, 1)", "bisect.bisect([1], 'a')", "bisect.bisect([1, 2], 1, -1)", "bisect.insort((1,), 1)"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
grades = lambda s: 'FDCBA'[bisect.bisect([60, 70, 80, 90], s)]; print([grades(s) for s in (33, 60, 79, 90, 100)])
t = time.time(); p = time.perf_counter(); m = time.monotonic(); print(isinstance(t, float), time.time() >= t, time.perf_counter() >= p, time.monotonic() >= m, isinstance(time.time_ns(), int), time.process_time() >= 0, isinstance(time.perf_counter_ns(), int)); s = time.perf_counter(); time.sleep(0.01); print(time.perf_counter() - s >= 0.009)
for bad in (-1, 'x', None):
    try: time.sleep(bad)
    except Exception as e: print(type(e).__name__, e)
g = time.gmtime(0); print(g, g.tm_year, g[:3], time.strftime('%Y-%m-%d %H:%M:%S %j %a %b', g), time.asctime(g), time.mktime(g) if 0 else '', time.strptime('2024-02-29', '%Y-%m-%d')[:3], time.gmtime(86400 * 365)[:6], time.struct_time((2024, 1, 2, 3, 4, 5, 6, 7, 0)).tm_hour)
def dijkstra(graph, start):
    dist = {start: 0}; q = [(0, start)]
    while q:
        d, u = heapq.heappop(q)
        if d > dist[u]: continue
        for v, w in graph[u].items():
            if d + w < dist.get(v, 1e9): dist[v] = d + w; heapq.heappush(q, (d + w, v))
    return dist
print(dijkstra({'a': {'b': 7, 'c': 3}, 'b': {'d': 2}, 'c': {'b': 1, 'd': 8}, 'd': {}}, 'a'))
