import functools


def key(v):
    return -v


def compare(a, b):
    return (a > b) - (a < b)


print(sorted([3, 1, 2], key=key))
print(sorted([3, 1, 2], key=functools.cmp_to_key(compare)))
print(list(map(lambda v: v + 1, [1, 2])))
print(list(filter(lambda v:
                  v > 1, [1, 2])))
print(functools.reduce(lambda a, b: a * b, [1, 2, 3]))


@functools.lru_cache
def cached(n):
    return n * 2


print(cached(1), cached(1), max([1, 3, 2], key=key))
