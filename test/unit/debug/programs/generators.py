def count(n):
    k = 0
    while k < n:
        yield k
        k += 1
    return 'end'


def both():
    r = yield from count(2)
    yield r


for v in both():
    print(v)
g = count(3)
next(g)
next(g)
g.close()
print(sum(x * x for x in count(3)))
