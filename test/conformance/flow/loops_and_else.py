# for and while with else, break, continue, nested loops, changes of the sequence while iterating.
for i in range(3): print(i, end=' ')
else: print('else ran')
for i in range(3):
    if i == 1: break
else: print('never')
print('broke at', i)
n = 3
while n:
    n -= 1
    if n == 1: continue
    print('n', n)
else: print('while else', n)
while True:
    n += 1
    if n > 5: break
else: print('never')
print(n)
for x in []: pass
else: print('empty else', 'x' in globals())
for a, (b, *c) in [(1, (2, 3, 4)), (5, 'xy')]: print(a, b, c)
l = [1, 2, 3]
for v in l:
    if v < 3 and len(l) < 6: l.append(v * 10)
print(l)
for v in l[:]:
    if v > 5: l.remove(v)
print(l)
for v in l: l.remove(v)
print(l)
out = []
for i in range(3):
    for j in range(3):
        if j == 2: break
        if i == j: continue
        out.append((i, j))
    else: out.append('inner else')
print(out)
d = {}; arr = [0, 0, 0]
for d['key'] in range(3): pass
for arr[1] in (7, 8): pass
print(d, arr)
class Obj: pass
o = Obj()
for o.attr in 'xyz': pass
print(o.attr)
def find(m, t):
    for r, row in enumerate(m):
        for c, v in enumerate(row):
            if v == t: return r, c
    return None
print(find([[1, 2], [3, 4]], 3), find([], 1))
i = 10
for i in range(i): 
    if i == 4: break
print(i)
total = 0
for i in range(1, 101): total += i if i % 3 else -i
print(total)
def collatz(n):
    steps = 0
    while n != 1: n = n // 2 if n % 2 == 0 else 3 * n + 1; steps += 1
    return steps
print([collatz(n) for n in range(1, 15)])
it = iter('abcdef')
for ch in it:
    print(ch, next(it, None), end=';')
print()
x = 0
while x < 10:
    x += 1
    try:
        if x % 2: continue
        if x == 8: break
    finally: print(x, end=' ')
print()
for k, v in {'a': 1, 'b': 2}.items(): print(k, v)
for i, c in enumerate('ab'): print(i, c)
for _ in range(2): pass
print(_)
if 0: pass
elif n > 100: print('big')
elif n: print('elif')
else: print('else')
s = ''
for ch in reversed('hello'): s += ch
print(s)
matrix = [[i * j for j in range(1, 4)] for i in range(1, 4)]
for row in matrix: print(*row, sep='\t')
print(*(p for p in range(2, 40) if all(p % q for q in range(2, p))))
