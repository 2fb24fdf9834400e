# How much memory getsizeof reports after the same content is made in different ways.
import sys
from collections import deque, OrderedDict, defaultdict, Counter
sz = sys.getsizeof


def track(make, steps):
    sizes = []
    for n in range(steps):
        size = sz(make(n))
        if not sizes or sizes[-1][1] != size:
            sizes.append((n, size))
    return sizes


print('append', track(lambda n: [l := [], [l.append(i) for i in range(n)]][0], 40))
print('literal', sz([1]), sz([1, 2]), sz([1, 2, 3]), sz([1, 2, 3, 4, 5]), sz([1, 2, 3, 4, 5, 6, 7, 8, 9]))
print('range', track(lambda n: list(range(n)), 40))
print('comprehension', track(lambda n: [i for i in range(n)], 40))
print('multiplied', track(lambda n: [0] * n, 20))
print('tuple', track(lambda n: tuple(range(n)), 12), track(lambda n: tuple(i for i in range(n)), 12))
print('dict', track(lambda n: {i: i for i in range(n)}, 120))
print('kwargs', track(lambda n: dict(**{f'k{i}': i for i in range(n)}), 60))
print('zip', track(lambda n: dict(zip(range(n), range(n))), 60))
print('set', track(lambda n: set(range(n)), 120))
print('frozenset', track(lambda n: frozenset(range(n)), 80))
print('deque', track(lambda n: deque(range(n)), 200))
print('ordered', track(lambda n: OrderedDict((i, i) for i in range(n)), 60))
print('defaultdict', track(lambda n: defaultdict(int, {i: i for i in range(n)}), 60))
print('counter', track(lambda n: Counter(range(n)), 60))
print('str', track(lambda n: 'x' * n, 10), track(lambda n: 'é' * n, 10), track(lambda n: '€' * n, 10))
print('bytes', track(bytes, 10), track(bytearray, 10))
print('int', track(lambda n: 1 << n, 200))
print('split', track(lambda n: ('a ' * n).split(), 30), track(lambda n: 'a,' .__mul__(n).split(','), 30))
print('sorted', track(lambda n: sorted(range(n)), 30))
print('copy', track(lambda n: list(range(n)).copy(), 30), track(lambda n: dict.fromkeys(range(n)).copy(), 60))
print('slices', track(lambda n: list(range(100))[:n], 30), track(lambda n: list(range(100))[::n + 1], 30))
print('extend', track(lambda n: [l := [], l.extend(range(n))][0], 30), track(lambda n: [l := [1, 2, 3], l.extend(range(n))][0], 30))
print('concat', track(lambda n: [1] * n + [2], 20), track(lambda n: [*range(n), 1], 20))
