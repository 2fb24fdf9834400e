"""Records sizes, growth, orders and comparison sequences of containers; run with PYTHONHASHSEED=0 python3.11 -S, output to containers.json."""
import json, sys
size = sys.getsizeof

class Rng:
    def __init__(self, seed): self.x = seed
    def __call__(self, n):
        self.x = (self.x * 1103515245 + 12345) & 0x7fffffff
        return (self.x >> 8) % n

def steps(values):
    out = []; last = None
    for i, v in enumerate(values):
        if v != last: out.append([i, v]); last = v
    return out

def list_append(n):
    l = []; yield size(l)
    for i in range(n): l.append(None); yield size(l)
def list_pop(n):
    l = []
    for i in range(n): l.append(None)
    yield size(l)
    while l: l.pop(); yield size(l)
def list_random(n, seed):
    r = Rng(seed); l = []
    for _ in range(n):
        k = r(8)
        if k < 3: l.append(None)
        elif k == 3: l.insert(r(len(l) + 1), None)
        elif k == 4: l.extend((None,) * r(20))
        elif k == 5 and l: l.pop(r(len(l)))
        elif k == 6: i = r(len(l) + 1); del l[i:i + r(10)]
        elif k == 7: i = r(len(l) + 1); l[i:i + r(10)] = (None,) * r(12)
        yield size(l)
def dict_insert(n, key):
    d = {}; yield size(d)
    for i in range(n): d[key(i)] = None; yield size(d)
def dict_random(n, seed, key):
    r = Rng(seed); d = {}
    for _ in range(n):
        k = r(10); x = key(r(400))
        if k < 6: d[x] = None
        elif k < 8: d.pop(x, None)
        elif k == 8 and d: d.popitem()
        elif k == 9 and r(30) == 0: d.clear()
        yield size(d)
def set_insert(n):
    s = set(); yield size(s)
    for i in range(n): s.add(i); yield size(s)
def set_random(n, seed, key):
    r = Rng(seed); s = set(); out = []
    for i in range(n):
        k = r(10); x = key(r(300))
        if k < 6: s.add(x)
        elif k < 9: s.discard(x)
        elif s: s.pop()
        if i % 50 == 49: out.append([size(s), list(s)])
    return out
def set_algebra(seed, key):
    r = Rng(seed); out = []
    for _ in range(40):
        a = set(); b = set()
        for _ in range(r(60)): a.add(key(r(100)))
        for _ in range(r(60)): b.add(key(r(100)))
        for x in (a | b, a & b, a - b, a ^ b, b - a): out.append([size(x), list(x)])
        a |= b; out.append([size(a), list(a)])
    return out

class Item:
    log = []
    def __init__(self, k, i): self.k = k; self.i = i
    def __lt__(self, other):
        Item.log.append((self.i, other.i))
        return self.k < other.k
def sort_case(n, seed, kind, keyed, reverse):
    r = Rng(seed)
    if kind == 0: ks = [r(1000000) for _ in range(n)]
    elif kind == 1: ks = [r(4) for _ in range(n)]
    elif kind == 2: ks = [i if r(20) else r(n) for i in range(n)]
    elif kind == 3: ks = [n - i if r(20) else r(n) for i in range(n)]
    else: ks = [(i % 97) * 3 + r(2) for i in range(n)]
    items = [Item(k, i) for i, k in enumerate(ks)]
    Item.log = []
    if keyed:
        order = list(range(n)); order.sort(key=lambda i: items[i], reverse=reverse)
    else:
        items.sort(reverse=reverse); order = [x.i for x in items]
    h = 7
    for a, b in Item.log: h = (h * 31 + a * 1009 + b) & 0x7fffffff
    o = 7
    for a in order: o = (o * 31 + a) & 0x7fffffff
    return [n, seed, kind, keyed, reverse, len(Item.log), h, o]

s = lambda i: 'k%d' % i
n = lambda i: i
out = {
    'list_append': steps(list_append(10000)), 'list_pop': steps(list_pop(10000)),
    'list_random': [steps(list_random(600, seed)) for seed in (1, 2, 3)],
    'dict_str': steps(dict_insert(10000, s)), 'dict_int': steps(dict_insert(10000, n)),
    'dict_random_str': [steps(dict_random(3000, seed, s)) for seed in (1, 2, 3)],
    'dict_random_int': [steps(dict_random(3000, seed, n)) for seed in (4, 5)],
    'dict_presized': [[size(dict.fromkeys(dict.fromkeys([s(i) for i in range(k)]))), size(dict.fromkeys({i for i in range(k)})),
                       size({**{s(i): 1 for i in range(k)}, 'z': 1})] for k in range(0, 200)],
    'set_insert': steps(set_insert(10000)),
    'set_random_str': [set_random(1000, seed, s) for seed in (1, 2, 3)],
    'set_random_int': [set_random(1000, seed, lambda i: i * 7919) for seed in (4, 5)],
    'set_algebra': set_algebra(9, s),
    'hash': {'t0': [hash(()), hash((1, 2)), hash(('a', (1, -1), 10**30))], 'f': [hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset('abc'))]},
    'sort': [sort_case(k, k + kind * 17 + keyed, kind, keyed, reverse) for k in (1, 2, 5, 20, 63, 64, 65, 130, 300, 1000, 3000)
             for kind in range(5) for keyed in (False, True) for reverse in (False, True)],
}
out['hash'] = {k: [str(x) for x in v] for k, v in out['hash'].items()}
json.dump(out, sys.stdout, separators=(',', ':'))
