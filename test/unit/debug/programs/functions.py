def add(a, b=1, *rest, c=0, **kw):
    total = a + b
    total += sum(rest)
    return total + c


def outer(n):
    def inner(k):
        nonlocal n
        n += k
        return n
    for i in range(2):
        inner(i)
    return inner(add(n,
                     2))


print(add(1))
print(outer(3))
print(add(1, 2, 3,
          c=4,
          d=5))
