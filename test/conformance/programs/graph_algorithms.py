import graphlib, heapq, bisect, collections, sys, gc, math, itertools, types, copy
G = {'A': {'B': 7, 'D': 5}, 'B': {'A': 7, 'C': 8, 'D': 9, 'E': 7}, 'C': {'B': 8, 'E': 5}, 'D': {'A': 5, 'B': 9, 'E': 15, 'F': 6}, 'E': {'B': 7, 'C': 5, 'D': 15, 'F': 8, 'G': 9}, 'F': {'D': 6, 'E': 8, 'G': 11}, 'G': {'E': 9, 'F': 11}}
def dijkstra(g, s):
    dist = {s: 0}; prev = {}; q = [(0, s)]; done = set()
    while q:
        d, u = heapq.heappop(q)
        if u in done: continue
        done.add(u)
        for v, w in g[u].items():
            if d + w < dist.get(v, math.inf): dist[v] = d + w; prev[v] = u; heapq.heappush(q, (d + w, v))
    return dist, prev
def prim(g):
    s = next(iter(g)); seen = {s}; edges = [(w, s, v) for v, w in g[s].items()]; heapq.heapify(edges); out = []
    while edges:
        w, u, v = heapq.heappop(edges)
        if v not in seen:
            seen.add(v); out.append((u, v, w))
            for x, y in g[v].items(): heapq.heappush(edges, (y, v, x))
    return out
def bfs(g, s):
    q = collections.deque([s]); order = []; seen = {s}
    while q: u = q.popleft(); order.append(u); new = [v for v in g[u] if v not in seen]; seen.update(new); q.extend(new)
    return order
def tarjan(g):
    index, low, stack, on, out = {}, {}, [], set(), []
    def visit(v):
        index[v] = low[v] = len(index); stack.append(v); on.add(v)
        for w in g.get(v, ()):
            if w not in index: visit(w); low[v] = min(low[v], low[w])
            elif w in on: low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            c = []
            while True:
                w = stack.pop(); on.discard(w); c.append(w)
                if w == v: break
            out.append(sorted(c))
    for v in list(g):
        if v not in index: visit(v)
    return out
class UnionFind:
    def __init__(self, n): self.p = list(range(n)); self.n = n
    def find(self, x):
        while self.p[x] != x: self.p[x] = self.p[self.p[x]]; x = self.p[x]
        return x
    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b: return False
        self.p[a] = b; self.n -= 1; return True
gc.collect(); gc.disable(); n0 = sys.getallocatedblocks(); c0 = gc.get_count()[0]
print(dijkstra(G, 'A'), prim(G), bfs(G, 'A'), tarjan({1: [2], 2: [3], 3: [1], 4: [3, 5], 5: [4], 6: []}))
print(sys.getallocatedblocks() - n0, gc.get_count()[0] - c0, gc.collect())
ts = graphlib.TopologicalSorter({'d': {'b', 'c'}, 'b': {'a'}, 'c': {'a'}}); o = list(ts.static_order()); print(o[0], o[-1], sorted(o))
try: graphlib.TopologicalSorter({1: [2], 2: [1]}).prepare()
except graphlib.CycleError as e: print(e.args)
u = UnionFind(6); print([u.union(*p) for p in [(0, 1), (2, 3), (1, 3), (0, 2)]], u.n)
def knapsack(items, cap):
    best = [0] * (cap + 1)
    for v, w in items:
        for c in range(cap, w - 1, -1): best[c] = max(best[c], best[c - w] + v)
    return best[cap]
def lcs(a, b):
    t = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1): t[i][j] = t[i-1][j-1] + 1 if x == y else max(t[i-1][j], t[i][j-1])
    return t[-1][-1], sys.getsizeof(t), sys.getsizeof(t[0])
def edit(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        prev, row[0] = row[0], i
        for j, y in enumerate(b, 1): prev, row[j] = row[j], min(row[j] + 1, row[j-1] + 1, prev + (x != y))
    return row[-1]
print(knapsack([(60, 10), (100, 20), (120, 30)], 50), lcs('AGGTAB', 'GXTXAYB'), edit('kitten', 'sitting'))
class Trie:
    __slots__ = ('kids', 'end')
    def __init__(self): self.kids = {}; self.end = False
    def add(self, w):
        n = self
        for ch in w: n = n.kids.setdefault(ch, Trie())
        n.end = True
    def words(self, pre=''):
        if self.end: yield pre
        for ch in sorted(self.kids): yield from self.kids[ch].words(pre + ch)
gc.collect(); n0 = sys.getallocatedblocks(); o0 = len(gc.get_objects()); t = Trie()
for w in 'tea ten to inn in i A an ant'.split(): t.add(w)
print(list(t.words()), sys.getallocatedblocks() - n0, len(gc.get_objects()) - o0, sys.getsizeof(t)); del t; print(gc.collect())
def solve(b):
    for r, c in itertools.product(range(9), repeat=2):
        if b[r][c] == 0:
            for v in range(1, 10):
                if all(b[r][x] != v and b[x][c] != v and b[r//3*3+x//3][c//3*3+x%3] != v for x in range(9)):
                    b[r][c] = v
                    if solve(b): return True
                    b[r][c] = 0
            return False
    return True
board = [list(map(int, r)) for r in '530070000 600195000 098000060 800060003 400803001 700020006 060000280 000419005 000080079'.split()]
for k in (0, 1, 2, 8): board[0][k] = int('534678912'[k])
print(solve(board), *board[0], *board[8])
life = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(8):
    c = collections.Counter((x + i, y + j) for x, y in life for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)
    life = {p for p, k in c.items() if k == 3 or k == 2 and p in life}
print(sorted(life), sys.getsizeof(life), sys.getsizeof(c))
