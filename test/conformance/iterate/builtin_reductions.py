"""What built-in functions over iterables allocate, their results beyond machine words, and their odd arguments."""
import gc
import sys

CALLS = (
    lambda: min(3, 2),
    lambda: max([1, 2, 3]),
    lambda: sum([1, 2]),
    lambda: sorted([2, 1]),
    lambda: sorted([2, 1], key=abs),
    lambda: sorted(range(300), reverse=True),
    lambda: int("12"),
    lambda: int("123456"),
    lambda: int("12345678901"),
    lambda: round(2.5),
    lambda: pow(2, 3),
    lambda: list(zip([1], [2])),
    lambda: list(enumerate([1])),
    lambda: range(1000),
    lambda: list(map(abs, [1])),
    lambda: list(filter(None, [1])),
    lambda: list(reversed([1])),
    lambda: any([1]),
    lambda: sorted([3, 1, 2], key=abs, reverse=True),
    lambda: max([3, 1, 2], key=abs),
    lambda: range(1000, 5000),
    lambda: range(10, 0, -1),
    lambda: range(2**31),
    lambda: range(-(2**29), 2**30 - 1),
    lambda: iter(range(9)),
    lambda: enumerate([1], 5),
    lambda: zip(),
    lambda: zip([1], (2,)),
    lambda: map(abs, [1]),
    lambda: set([1, 2]),
    lambda: frozenset([1, 2]),
    lambda: dict(a=1, b=2),
    lambda: dict([(1, 2), (3, 4)]),
    lambda: tuple(range(3)),
    lambda: list(range(1000, 1003)),
    lambda: hash("abcd"),
    lambda: -hash("abcd"),
    lambda: float("1.5"),
    lambda: round(2.5, 1),
    lambda: isinstance(1, (str, int)),
    lambda: isinstance("a", (int, (float, str))),
    lambda: isinstance(1, str),
)
for f in CALLS:
    for _ in range(12):
        f()
    a = gc.get_count()[0], sys.getallocatedblocks()
    r = f()
    b = gc.get_count()[0], sys.getallocatedblocks()
    print(b[0] - a[0], b[1] - a[1], r[:3] if isinstance(r, list) else type(r).__name__)

print(int("-5"), int("+7"), int("  8 "), int("1_000"), int("007"), int("-0"))
print(int("999999999"), int("1000000000"), int("-1073741824"), int("123456789012345"), int("1234567890123456789"))
for text in ("", "-", "+", "--1", "1-", "a", "1a", "1 2", "---", "12345678901x"):
    try:
        print(int(text))
    except ValueError as e:
        print(e)

n = 0
for x in range(2**33):
    n += 1
    if n > 3:
        break
print(n, next(iter(range(2**32 - 1))), sum(range(2**31 - 2, 2**31 + 2)))
print(sum([True, 2, 2**62, -5]), sum([0.5, 2]), sum([[1], [2]], []), sum(x for x in (1, 2, sum([1.5]))))
print(min("b", "a"), max(1, 2.5), max([], default=3), min([3, -2], key=abs), min(2**40, 2**30, -(2**31)))
print([len(range(a, b, c)) for a in (0, -5, 2**29, 1 - 2**30) for b in (0, 7, 2**30 - 1, -(2**30)) for c in (1, 2, 7, -3)])
print(list(enumerate("abc", 2**31 - 1)), list(enumerate("ab", 2**62)))
print([round(v, n) for v in (2.675, 0.125, -0.375, -0.2, 1234.5678, 5e15 + 0.5) for n in (0, 1, 2, 3)])
for text in ("1.", ".5", "-.5", "+3", ".", "-", "1..2", "1e5", " 1.5 ", "-0", "00012.50", "123456789012345", "0.30000000000000004"):
    try:
        print(float(text))
    except ValueError as e:
        print(e)


class Pretender:
    __class__ = int


class Finder:
    def __getattribute__(self, name):
        return str if name == "__class__" else object.__getattribute__(self, name)


print(isinstance(Pretender(), int), isinstance(Finder(), str), isinstance(Pretender(), str), isinstance(type, int))
for call in (
    lambda: sorted([1], key=None, reverse=None),
    lambda: sorted([2, 1], reverse=2),
    lambda: sorted([2, 1], **{"reverse": True, "key": abs}),
    lambda: [].sort(1),
    lambda: [].sort(key=abs, foo=1),
    lambda: min([1], foo=1),
    lambda: min([], key=abs),
    lambda: min([], key=abs, default=5),
    lambda: min([2, 1], key=None),
    lambda: min([]),
    lambda: max(),
    lambda: max(1, 2, default=3),
    lambda: sum(),
    lambda: sum([1], 2, 3),
    lambda: sum([1], "x"),
    lambda: sorted([1], 3),
    lambda: sorted([1], foo=3),
    lambda: pow(1),
    lambda: round(),
):
    try:
        print(call())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
