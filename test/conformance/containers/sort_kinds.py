"""list.sort over keys of every kind that has a comparison of its own; the order of visible comparisons; sorts in sorts."""
import functools
import random

random.seed(5)


def order(reverse):
    def compare(p, q):
        by_key = (p[0] > q[0]) - (p[0] < q[0])
        by_place = (p[1] > q[1]) - (p[1] < q[1])
        return by_key or (-by_place if reverse else by_place)

    return functools.cmp_to_key(compare)


def check(items, key=None, reverse=False):
    """A stable sort by (key, place) through cmp_to_key takes none of the short cuts."""
    triples = [(key(x) if key else x, i, x) for i, x in enumerate(items)]
    expected = sorted(triples, key=order(reverse), reverse=reverse)
    result = sorted(items, key=key, reverse=reverse)
    assert list(map(repr, result)) == [repr(x) for _, _, x in expected], (items[:20], result[:20])


for n in [0, 1, 2, 3, 5, 10, 31, 64, 65, 129, 300]:
    for limit in (3, 2**28, 2**70):
        ints = [random.randrange(-limit, limit) for _ in range(n)]
        check(ints)
        check(ints, reverse=True)
        check(ints, key=lambda v: v % 7)
        check(ints, key=lambda v: -v)
        check(ints, key=str)
        check([str(x) for x in ints])
        check([str(x) for x in ints], reverse=True)
        check([float(x) for x in ints])
        check([(x % 5, str(x)) for x in ints], reverse=True)
        check([(str(x), x) for x in ints])
        check([chr(x % 600 + 32) + str(x) for x in ints])
        check([(x / 7, 1) for x in ints])
        check([x if i % 3 else float(x) for i, x in enumerate(ints)])
        check(["a" * (x % 9) + "\0" * (x % 3) for x in ints])
        check(sorted(ints[: n // 2]) + sorted(ints[n // 2 :]))
        check(sorted(ints) + ints[:5])
        check(sorted(ints, reverse=True))
print("orders agree")


class Logged:
    log = []

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Logged.log.append((self.value, other.value))
        return self.value < other.value


def checksum(log):
    h = 0
    for a, b in log:
        h = (h * 31 + a * 7 + b) % 1000003
    return h


for n in (5, 64, 200, 300):
    objects = [Logged(random.randrange(50)) for _ in range(n)]
    half = sorted(objects)[: n // 2]
    sorted(half + objects[n // 2 :])
    pairs = [(o.value % 4, o) for o in objects]
    pairs.sort()
    pairs.sort(reverse=True)
    print(n, len(Logged.log), checksum(Logged.log))

nan = float("nan")
print(sorted([3.0, nan, 1.0, 2.0, nan, 0.0, -1.0]))
print(sorted([(nan, 3), (nan, 1), (1.0, 2)]))

items = [5, 3, 1]


def grow(x):
    items.append(1)
    return x


try:
    items.sort(key=grow)
except ValueError as e:
    print(e, items)


class Failing:
    def __lt__(self, other):
        raise KeyError("x")


items = [1, 2, Failing(), 0]
try:
    items.sort()
except (KeyError, TypeError) as e:
    print(repr(e), len(items))


def nested(x):
    return sorted([3, x, 1], key=lambda y: sorted([y, 2])[0])


print(sorted([5, 2, 9], key=nested))
