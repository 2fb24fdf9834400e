# Comprehensions: scopes, nesting, conditions, walrus, evaluation order, errors inside.
print([x * x for x in range(5)], {x % 3 for x in range(7)}, {x: str(x) for x in range(3)}, list(x + 1 for x in range(3)), [x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(3) for y in range(x)], [[y * x for y in range(3)] for x in range(3)])
x = 'outer'
print([x for x in 'ab'], x, [x + y for y in 'ab'], {k: v for k, v in [('a', 1)]}, [i if i % 2 else -i for i in range(4)], [a + b for a, b in [(1, 2), (3, 4)]], [c for (a, *c) in ['abc']], [*[1], *(i for i in 'xy')])
print([y := 1, y ** 2], y, [last := i for i in range(3)], last, [z for i in range(3) if (z := i * 2)], z)
class C:
    n = 3; items = [1, 2]
    doubled = [i * 2 for i in items]
    try:
        bad = [n for _ in range(1)]
    except NameError as e:
        bad = str(e)
print(C.doubled, C.bad)
def f(n):
    fs = [lambda: i for i in range(n)]
    gs = [lambda i=i: i for i in range(n)]
    return [h() for h in fs], [h() for h in gs], [n + k for k in range(2)]
print(f(3))
log = []
def t(v): log.append(v); return v
[t('e') for a in t('ab') if t(1) for b in t('c')]; print(log); log.clear()
{t('k'): t('v') for a in t('x')}; print(log)
g = (v for v in t('lazy')); print(log[-1], next(g)); 
try:
    gen = (i for i in 5)
except TypeError as e:
    print(e)
gen = (1 // i for i in [1, 0]); print(next(gen))
try:
    next(gen)
except ZeroDivisionError as e:
    print(e)
print(next(gen, 'finished'), sum(i for i in range(5)), max((i, -i) for i in range(3)), ''.join(c for c in 'hello' if c != 'l'), dict((k, 1) for k in 'ab'), any(i == 2 for i in (1, 2, 3)), sorted({len(w) for w in 'a bb cc ddd'.split()}))
def deep(): return [[(i, j, k) for k in range(j)] for i in range(2) for j in range(i + 2)]
print(deep(), [locals().get('q') for q in [1]] , type(x for x in ()).__name__, (i for i in ()).gi_code.co_name)
matrix = [[1, 2], [3, 4]]; print([r[0] for r in matrix], [list(r) for r in zip(*matrix)], [v for row in matrix for v in row], {(a, b): a * b for a in (1, 2) for b in (3,)}, [not x for x in (0, 1)], [x for x in [[]] for y in x])
try:
    [undefined_thing for _ in 'a']
except NameError as e:
    print(e)
