# Every growth step of a dict up to 10,000 entries, with int, str and mixed keys, deletes and re-inserts.
import sys
def steps(d, keys):
    out = [(len(d), sys.getsizeof(d))]
    for k in keys:
        d[k] = None
        s = sys.getsizeof(d)
        if s != out[-1][1]: out.append((len(d), s))
    return out
print(steps({}, range(10000)))
print(steps({}, map(str, range(10000))))
print(steps({}, (k if k % 2 else str(k) for k in range(2000))))
d = {str(i): i for i in range(50)}; print(sys.getsizeof(d)); d[5] = 1; print(sys.getsizeof(d), len(d))
d = {i: i for i in range(100)}; print(sys.getsizeof(d))
for i in range(95): del d[i]
print(sys.getsizeof(d), len(d)); print(steps(d, range(1000, 1100)))
d = {}
for i in range(500):
    d[i] = i
    if i >= 5: del d[i - 5]
print(sys.getsizeof(d), len(d)); d.clear(); print(sys.getsizeof(d)); d['a'] = 1; print(sys.getsizeof(d))
for n in (0, 1, 5, 6, 10, 11, 21, 22, 42, 43, 100, 1000):
    k = {i: i for i in range(n)}; s = {'k%d' % i: i for i in range(n)}
    print(n, sys.getsizeof(k), sys.getsizeof(s), sys.getsizeof(k.copy()), sys.getsizeof(dict(k)), sys.getsizeof({**k}), sys.getsizeof(dict(s)), sys.getsizeof(s | {'z': 1}), sys.getsizeof(dict.fromkeys(range(n))), sys.getsizeof(dict.fromkeys(map(str, range(n)))), sys.getsizeof(dict(zip(range(n), range(n)))), sys.getsizeof(dict(**s)), sys.getsizeof({k: v for k, v in s.items()}), sys.getsizeof(dict.fromkeys(s)), sys.getsizeof(dict.fromkeys(set(range(n)))))
d = {}; d.update({i: i for i in range(20)}); print(sys.getsizeof(d)); d = {}; d.update([(i, i) for i in range(20)]); print(sys.getsizeof(d)); d = {1: 1}; d.update({i: i for i in range(20)}); print(sys.getsizeof(d)); d = {'a': 1, 'b': 2}; d.update(x=1, y=2, z=3, w=4); print(sys.getsizeof(d)); d |= {str(i): i for i in range(30)}; print(sys.getsizeof(d)); d.pop('a'); d.popitem(); print(sys.getsizeof(d)); e = d.copy(); print(sys.getsizeof(e))
for i in list(d)[:25]: del d[i]
print(sys.getsizeof(d), sys.getsizeof(d.copy()), sys.getsizeof(dict(d)), len(d))
def kw(**k): return sys.getsizeof(k)
print(kw(), kw(a=1), kw(**{str(i): i for i in range(10)}), sys.getsizeof(globals()) > 232, sys.getsizeof((lambda a, b: locals())(1, 2)))
