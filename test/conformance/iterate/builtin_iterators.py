# enumerate, zip, map, filter, reversed, iter(callable, sentinel), next, and how they exhaust.
print(list(enumerate('abc')), list(enumerate('ab', 5)), list(enumerate([], 1)), dict(enumerate('xy')), list(enumerate('a', start=10 ** 20)))
print(list(zip([1, 2, 3], 'ab')), list(zip()), list(zip('a')), list(zip(*[(1, 2), (3, 4)])), list(zip(range(2), 'ab', strict=True)), dict(zip('ab', (1, 2))))
for args in (([1], [1, 2]), ([1, 2], [1]), ([1], [1], [])):
    try:
        print(list(zip(*args, strict=True)))
    except ValueError as e:
        print(e)
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(None.__class__.__name__.__add__, ['x'])), list(filter(None, [0, 1, '', 'a', [], [0]])), list(filter(lambda v: v > 1, [1, 2, 3])), list(filter(str.isalpha, 'a1b2')))
print(list(reversed([1, 2, 3])), list(reversed('abc')), list(reversed((1, 2))), list(reversed({'a': 1, 'b': 2})), list(reversed(range(3))))
it = iter([1, 2]); print(next(it), next(it), next(it, 'end'), next(it, None), list(it))
n = [0]
def counter(): n[0] += 1; return n[0]
print(list(iter(counter, 4)), n)
class Seq:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError(i)
        return i * i
print(list(Seq(4)), list(reversed(Seq(4))), 9 in Seq(4), 5 in Seq(4), [*Seq(2)], tuple(enumerate(Seq(2))), max(Seq(3)), dict(zip(Seq(2), Seq(2))))
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration('done')
        return self.i
print(list(It()), sum(It()), [x for x in It()], 2 in It(), sorted(It(), reverse=True), ''.join(map(str, It())), set(It()) == {1, 2, 3})
for op in ("iter(5)", "next([])", "next(iter([]))", "reversed({1})", "enumerate(5)", "zip(5)", "zip([1], 5)", "map()", "map(str)", "filter(None)", "list(map(5, [1]))", "iter(5, 6)", "enumerate()", "enumerate([], 'a')", "list(map(lambda: 1, [1]))", "reversed(5)", "next(It(), 1, 2)", "zip([1], bad=1)", "filter(None, 5)", "reversed(map(str, []))", "all(5)", "any()", "min()", "max(5)", "sum()", "sorted()"):
    try:
        print(op, eval(op))
    except BaseException as e:
        print(op, '->', type(e).__name__, e)
class NoIter: __iter__ = None
class BadIter:
    def __iter__(self): return 5
class NoNext:
    def __iter__(self): return iter([])
    __contains__ = None
for cls, f in ((NoIter, iter), (BadIter, iter), (NoNext, lambda o: 1 in o), (BadIter, list), (NoIter, lambda o: [*o])):
    try:
        f(cls())
    except TypeError as e:
        print(cls.__name__, e)
print(all([]), any([]), all([1, 0]), any([0, 1]), any(x > 5 for x in range(10)), all(x < 5 for x in range(10)), min('b', 'a'), max([3, 1], [2, 9]), sum([[1], [2]], []), sorted('bca', key=lambda c: -ord(c)))
e = enumerate('ab'); print(next(e), type(e).__name__, list(e), list(e)); z = zip('ab', [1]); print(list(z), next(z, 'x')); m = map(str, iter([1])); print(next(m), next(m, 'stop'))
