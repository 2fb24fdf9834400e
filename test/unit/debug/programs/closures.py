def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n

    return step, [lambda: i for i in range(2)]


step, ls = counter()
step()
step(5)
print([f() for f in ls])


def late():
    return value


value = 4
print(late())
