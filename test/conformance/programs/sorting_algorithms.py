# Seven sorting algorithms on the same data, with comparison counts.
class Counter:
    def __init__(self):
        self.n = 0

    def less(self, a, b):
        self.n += 1
        return a < b


def bubble(l, c):
    l = l[:]
    for i in range(len(l)):
        for j in range(len(l) - 1 - i):
            if c.less(l[j + 1], l[j]):
                l[j], l[j + 1] = l[j + 1], l[j]
    return l


def insertion(l, c):
    out = []
    for v in l:
        i = len(out)
        while i and c.less(v, out[i - 1]):
            i -= 1
        out.insert(i, v)
    return out


def merge(l, c):
    if len(l) < 2:
        return l
    a, b = merge(l[:len(l) // 2], c), merge(l[len(l) // 2:], c)
    out = []
    while a and b:
        out.append(b.pop(0) if c.less(b[0], a[0]) else a.pop(0))
    return out + a + b


def quick(l, c):
    if not l:
        return []
    p, *rest = l
    lo = [v for v in rest if c.less(v, p)]
    hi = [v for v in rest if not c.less(v, p)]
    return quick(lo, c) + [p] + quick(hi, c)


def heap(l, c):
    l = l[:]

    def sift(i, n):
        while (k := 2 * i + 1) < n:
            if k + 1 < n and c.less(l[k], l[k + 1]):
                k += 1
            if not c.less(l[i], l[k]):
                return
            l[i], l[k] = l[k], l[i]
            i = k

    for i in range(len(l) // 2, -1, -1):
        sift(i, len(l))
    for n in range(len(l) - 1, 0, -1):
        l[0], l[n] = l[n], l[0]
        sift(0, n)
    return l


def selection(l, c):
    l = l[:]
    for i in range(len(l)):
        m = i
        for j in range(i + 1, len(l)):
            if c.less(l[j], l[m]):
                m = j
        l[i], l[m] = l[m], l[i]
    return l


def shell(l, c):
    l, gap = l[:], len(l) // 2
    while gap:
        for i in range(gap, len(l)):
            v, j = l[i], i
            while j >= gap and c.less(v, l[j - gap]):
                l[j] = l[j - gap]
                j -= gap
            l[j] = v
        gap //= 2
    return l


seed = 7
data = []
for _ in range(60):
    seed = (seed * 48271) % 2147483647
    data.append(seed % 500)
expected = sorted(data)
for f in (bubble, insertion, merge, quick, heap, selection, shell):
    c = Counter()
    r = f(data, c)
    print(f'{f.__name__:10} {r == expected} {c.n:5d} {f([], Counter())} {f([2, 1], Counter())} {f(list("sorting"), Counter())}')
print(expected)
