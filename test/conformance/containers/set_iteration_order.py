# Iteration order of sets: a property of the table, growth, deletes and the hash of strings under seed 0.
def show(s):
    print(len(s), list(s))
show({1, 2, 3}); show({3, 2, 1}); show({8, 0, 16, 1}); show({-1, -2, -3}); show(set(range(20, 0, -1))); show({100, 5, 37, 64, 9})
show(set('hello world')); show({'apple', 'banana', 'cherry', 'date', 'elderberry', 'fig'}); show({'x', 1, 2.5, (1, 2), b'y'})
show({2 ** 61 - 1, 0, 2 ** 61, 5}); show({0.5, 0.25, 1.5, 2.0, 1e10}); show(frozenset('abcdef'))
s = set()
for i in range(0, 400, 7):
    s.add(i * i % 251)
show(s)
for i in range(0, 251, 2):
    s.discard(i)
show(s)
s.add(2); s.add(4); show(s)
show(s.copy()); show(set(list(s))); show(s | {1000, 1001}); show(s & set(range(100))); show(s - {1, 3}); show(s ^ {2, 4, 6})
p = {10, 20, 30, 40, 50}
print([p.pop() for _ in range(3)], p)
words = set()
for n in range(60):
    words.add('w%d' % n)
show(words)
for n in range(0, 60, 2):
    words.remove('w%d' % n)
show(words)
words.update('z%d' % n for n in range(10)); show(words)
print([hash(x) for x in ('', 'a', 'abc', 'é', '€', '😀', 'x' * 100, b'', b'a', b'abc')])
print(hash(1.5), hash(-1.5), hash(1e300), hash(2 ** 100), hash(-2 ** 100), hash(1j), hash(1 + 2j), hash((1, 'a')), hash(('a', ('b', 2.5))), hash(frozenset([1, 'a'])), hash(range(5)), hash(slice) == hash(slice))
d = dict.fromkeys({'one', 'two', 'three', 'four'}); print(d)
show({('a', 1), ('b', 2), ('c', 3)}); show({frozenset([1]), frozenset([2]), frozenset()} - {5})
