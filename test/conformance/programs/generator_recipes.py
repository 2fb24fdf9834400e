"""Generator pipelines, itertools recipes, coroutine-style generators."""
import itertools as it, operator, collections, sys, gc, functools, heapq, bisect, random, string
def read(lines):
    for n, line in enumerate(lines, 1):
        line = line.rstrip()
        if line: yield n, line
def parse(rows):
    for n, row in rows:
        try: k, v = row.split('='); yield k.strip(), int(v)
        except ValueError as e: print('line', n, ':', e)
def group(pairs):
    acc = collections.defaultdict(list)
    for k, v in pairs: acc[k].append(v)
    yield from sorted(acc.items())
print(list(group(parse(read(['a = 1', '', 'b=x', 'a=3', 'c', 'b= 7 ', 'c=2=3'])))))
def averager():
    total = count = 0; avg = None
    while True:
        x = yield avg
        if x is None: return total, count
        total += x; count += 1; avg = total / count
def collect(results):
    while True: results.append((yield from averager()))
res = []; c = collect(res); next(c)
print([c.send(v) for v in (10, 20, 30, None, 5, None)], res)
def broadcast(targets):
    try:
        while True:
            item = yield
            for t in targets: t.send(item)
    except GeneratorExit:
        for t in targets: t.close()
        print('broadcast closed')
def printer(tag):
    try:
        while True: print(tag, (yield))
    finally: print(tag, 'closed')
ps = [printer(t) for t in 'AB']
for p in ps: next(p)
b = broadcast(ps); next(b); b.send(1); b.send('two'); b.close()
def take(n, i): return list(it.islice(i, n))
def pairwise(i): a, b = it.tee(i); next(b, None); return zip(a, b)
def grouper(i, n, fill=None): args = [iter(i)] * n; return it.zip_longest(*args, fillvalue=fill)
def roundrobin(*its):
    pending = len(its); nexts = it.cycle(iter(i).__next__ for i in its)
    while pending:
        try:
            for n in nexts: yield n()
        except StopIteration:
            pending -= 1; nexts = it.cycle(it.islice(nexts, pending))
def powerset(i): s = list(i); return it.chain.from_iterable(it.combinations(s, r) for r in range(len(s) + 1))
def unique(i, key=None):
    seen = set()
    for x in i:
        k = x if key is None else key(x)
        if k not in seen: seen.add(k); yield x
def sieve(n):
    data = bytearray((0, 1)) * (n // 2); data[:3] = 0, 0, 0
    limit = int(n ** .5) + 1
    for p in it.compress(range(limit), data): data[p * p:n:p + p] = bytes(len(range(p * p, n, p + p)))
    data[2] = 1
    return it.compress(range(n), data)
print(take(3, it.count(5, 2)), list(pairwise('abcd')), list(grouper('abcdefg', 3, 'x')), list(roundrobin('ABC', 'D', 'EF')), list(powerset([1, 2, 3])))
print(''.join(unique('AbracadABRa', str.lower)), list(sieve(60)), list(it.accumulate([3, 1, 4, 1, 5], max)), list(it.starmap(pow, [(2, 5), (3, 2)])))
print([(k, ''.join(g)) for k, g in it.groupby('AAAABBBCCDAABBB')], list(it.takewhile(lambda x: x < 5, [1, 4, 6, 4])), list(it.product('ab', repeat=2)), list(it.permutations('abc', 2))[:3])
print(list(heapq.merge([1, 4], [2, 3], key=None)), heapq.nsmallest(2, 'hello', key=ord), [bisect.bisect([10, 20, 30], x) for x in (5, 20, 35)])
g = (x * x for x in range(5)); print(sys.getsizeof(g), g.gi_running, next(g), sorted(g.gi_frame.f_locals), sum(g), g.gi_frame, list(g))
gc.collect(); gc.disable(); n = sys.getallocatedblocks(); o = len(gc.get_objects())
chain = iter(range(100))
for k in range(10): chain = filter(lambda x, k=k: x % (k + 2) != 1, map(lambda x: x + 1, chain))
print(sys.getallocatedblocks() - n, len(gc.get_objects()) - o, sys.getrefcount(chain), list(chain)[:10])
del chain; print(sys.getallocatedblocks() - n, gc.get_count()[0])
random.seed(42); print([random.randint(1, 6) for _ in range(10)], random.choice('abc'), random.sample(range(100), 5), round(random.gauss(0, 1), 6), random.shuffle(x := list(range(8))), x, random.choices('ab', [1, 3], k=5), round(random.uniform(1, 2), 8))
