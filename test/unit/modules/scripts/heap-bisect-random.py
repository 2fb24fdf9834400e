import _heapq as h, _bisect as b, _random
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))
r = _random.Random(42)
l = []
for i in range(50):
    h.heappush(l, r.getrandbits(8))
print(l)
print(h.heappop(l), h.heapreplace(l, 3), h.heappushpop(l, 1), h.heappushpop(l, 500), l)
out = []
while l:
    out.append(h.heappop(l))
print(out)
l = [r.getrandbits(10) for _ in range(40)]
h.heapify(l); print(l)
h._heapify_max(l); print(l)
print(h._heappop_max(l), h._heapreplace_max(l, 7), l)
big = [r.getrandbits(20) for _ in range(3000)]
h.heapify(big); print(big[:40], big[-20:])
t(h.heappop, []); t(h.heappush, 1, 2); t(h.heapify, (1,)); t(h.heappush, []); t(h.heapreplace, [], 1); t(h.heappush, [1, 'a'], 2); t(h.heapify, [1, 'a'])
s = [1, 2, 2, 2, 5, 9]
print([b.bisect_left(s, x) for x in range(11)], [b.bisect_right(s, x) for x in range(11)])
t(b.bisect_left, s, 2, 1, 3); t(b.bisect_left, s, 2, -1); t(b.bisect_left, s, 2, lo=2); t(b.bisect_right, s, 'a'); t(b.bisect_left, s); t(b.bisect_left, 5, 1); t(b.bisect_left, s, 1, hi='a')
b.insort_left(s, 2); b.insort_right(s, 100); b.insort_right(s, 2, 0, 3); print(s)
w = ['bb', 'a', 'ccc']
w.sort(key=len); b.insort_left(w, 'dd', key=len); print(w, b.bisect_right(w, 2, key=len))
t(b.insort_left, (1, 2), 1)
for seed in (0, 1, -5, 2 ** 40, 2 ** 200, 12345678901234567890, 'abc', 1.5, b'x'):
    r = _random.Random(seed)
    print([r.random() for _ in range(3)], r.getrandbits(1), r.getrandbits(32), r.getrandbits(33), r.getrandbits(200), r.getrandbits(0))
st = r.getstate()
a = [r.random() for _ in range(700)]
r.setstate(st)
print(a == [r.random() for _ in range(700)], len(st), st[-1], a[-1])
t(r.getrandbits, -1); t(r.getrandbits, 'a'); t(r.setstate, 5); t(r.setstate, (1,)); t(r.setstate, tuple(range(624)) + (999,)); t(_random.Random, 1, 2); t(r.seed, []); t(r.seed, 1, 2); print(r.seed(7), r.random())
