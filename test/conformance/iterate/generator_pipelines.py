# Generators feeding generators, shared iterators, early exit and cleanup order.
def source(n, name):
    try:
        for i in range(n):
            yield i
    finally:
        print('close', name)
def square(it):
    try:
        for v in it: yield v * v
    finally:
        print('close square')
def take(n, it):
    for i, v in zip(range(n), it): yield v
print(list(take(3, square(source(10, 'a')))))
for v in square(source(5, 'b')):
    if v > 3: break
print('after break')
g = square(source(5, 'c')); next(g); g = None; print('dropped')
it = iter(range(10))
print(list(zip(it, it, it)), list(it)); it = iter('abcdef'); print([a + b for a, b in zip(it, it)])
def window(it, n):
    buf = []
    for v in it:
        buf.append(v)
        if len(buf) == n: yield tuple(buf); buf.pop(0)
print(list(window(range(6), 3)))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found if p * p <= n): found.append(n); yield n
        n += 1
print([p for p, _ in zip(primes(), range(15))])
def coroutine(f):
    def start(*a):
        g = f(*a); next(g); return g
    return start
@coroutine
def averager():
    total = count = 0; avg = None
    while True:
        v = yield avg; total += v; count += 1; avg = total / count
a = averager(); print(a.send(10), a.send(20), a.send(30)); a.close()
@coroutine
def grep(word, target):
    try:
        while True:
            line = yield
            if word in line: target.send(line)
    except GeneratorExit:
        target.close()
@coroutine
def printer():
    try:
        while True: print('>', (yield))
    except GeneratorExit: print('printer closed')
p = grep('py', printer())
for line in ('python', 'java', 'pypy'): p.send(line)
p.close()
def perms(l):
    if len(l) <= 1: yield l; return
    for i in range(len(l)):
        for rest in perms(l[:i] + l[i + 1:]): yield [l[i]] + rest
print([''.join(p) for p in perms(list('abc'))])
def stateful():
    state = 'start'
    while True:
        cmd = yield state
        match (state, cmd):
            case ('start', 'go'): state = 'running'
            case ('running', 'stop'): state = 'stopped'
            case (_, 'reset'): state = 'start'
s = stateful(); next(s); print([s.send(c) for c in ('go', 'go', 'stop', 'go', 'reset')])
try:
    for x in source(3, 'err'):
        raise KeyError(x)
except KeyError as e:
    print('caught', e)
