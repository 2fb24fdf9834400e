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
)
for f in CALLS:
    for _ in range(12):
        f()
    a = gc.get_count()[0], sys.getallocatedblocks()
    r = f()
    b = gc.get_count()[0], sys.getallocatedblocks()
    print(b[0] - a[0], b[1] - a[1], r if not isinstance(r, list) else r[:3])

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
for call in (
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
