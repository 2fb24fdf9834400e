# Generators feeding generators, comprehensions and generator expressions.
def numbers(n):
    for i in range(n):
        yield i


def squares(it):
    for v in it:
        yield v * v


def chunks(it, size):
    buf = []
    for v in it:
        buf.append(v)
        if len(buf) == size:
            yield buf
            buf = []
    if buf:
        yield buf


def flatten(it):
    for chunk in it:
        yield from chunk


def main():
    total = 0
    for _ in range(35):
        total += sum(v for v in flatten(chunks(squares(numbers(120000)), 16)) if v % 3)
        total += sum([x for x in range(100000) if x & 1])
        total += len({x % 97: x for x in range(50000)})
    return total


print(main())
