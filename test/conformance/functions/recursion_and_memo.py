# Recursive functions of many shapes, memoised and not, mutual, through containers and generators.
def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def flatten(x):
    return [z for y in x for z in (flatten(y) if isinstance(y, list) else [y])]


def permutations(items):
    if len(items) < 2:
        return [items]
    return [[x] + rest for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1:])]


def partitions(n, largest=None):
    largest = largest or n
    if n == 0:
        yield ()
    for k in range(min(n, largest), 0, -1):
        for rest in partitions(n - k, k):
            yield (k,) + rest


def memoise(f):
    seen = {}

    def wrapper(*args):
        if args not in seen:
            seen[args] = f(*args)
        return seen[args]
    wrapper.seen = seen
    return wrapper


@memoise
def lcs(a, b):
    if not a or not b:
        return ''
    if a[0] == b[0]:
        return a[0] + lcs(a[1:], b[1:])
    return max(lcs(a[1:], b), lcs(a, b[1:]), key=len)


@memoise
def edit(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(edit(a[1:], b) + 1, edit(a, b[1:]) + 1, edit(a[1:], b[1:]) + (a[0] != b[0]))


def is_even(n): return n == 0 or is_odd(n - 1)
def is_odd(n): return n != 0 and is_even(n - 1)


def gcd(a, b): return gcd(b, a % b) if b else a
def power(x, n): return 1 if n == 0 else power(x * x, n // 2) * (x if n % 2 else 1)
def digits(n, base): return digits(n // base, base) + [n % base] if n >= base else [n]
def binary(n): return '' if n == 0 else binary(n >> 1) + '01'[n & 1]


print(ackermann(2, 5), flatten([1, [2, [3, []], 4]]), len(permutations(list('abcd'))), permutations([1, 2, 3]))
print(list(partitions(5)), sum(1 for _ in partitions(15)))
print(lcs('dynamic programming', 'domain mapping'), len(lcs.seen), edit('kitten', 'sitting'), len(edit.seen))
print(is_even(200), is_odd(151), gcd(1071, 462), power(3, 40), digits(1000, 7), binary(37), digits(2 ** 70, 16))
coins = memoise(lambda total, kinds: 1 if total == 0 else 0 if total < 0 or not kinds else coins(total, kinds[1:]) + coins(total - kinds[0], kinds))
print(coins(100, (50, 25, 10, 5, 1)), len(coins.seen))
fix = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(fix(lambda self: lambda n: 1 if n < 2 else n * self(n - 1))(15))
def walk(tree, path=()):
    for name, sub in tree.items():
        yield '/'.join(path + (name,))
        if isinstance(sub, dict):
            yield from walk(sub, path + (name,))
print(list(walk({'a': {'b': {'c': 1}, 'd': 2}, 'e': {}})))
