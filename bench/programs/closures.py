# Closures, cells, lambdas, default arguments and higher-order functions.
def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    return inc


def compose(f, g):
    return lambda x: f(g(x))


def main():
    total = 0
    for _ in range(350):
        inc = counter()
        add = [lambda x, k=k: x + k for k in range(8)]
        h = compose(add[1], compose(add[2], add[3]))
        for i in range(7000):
            total += inc() + h(i) + add[i & 7](i)
        total += sum(map(lambda v: v + 1, range(3000)))
        total += len(list(filter(lambda v: v & 1, range(3000))))
    return total


print(main())
