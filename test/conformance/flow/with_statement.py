# Context managers: order, suppression, multiple items, exceptions in enter and exit, lookups.
class CM:
    def __init__(self, n, swallow=False, fail=None): self.n = n; self.swallow = swallow; self.fail = fail
    def __enter__(self):
        print('enter', self.n)
        if self.fail == 'enter': raise RuntimeError(f'enter {self.n}')
        return self.n
    def __exit__(self, t, v, tb):
        print('exit', self.n, t and t.__name__, v, tb is not None)
        if self.fail == 'exit': raise RuntimeError(f'exit {self.n}')
        return self.swallow
with CM(1) as a, CM(2) as b: print('body', a, b)
with (CM(3) as a, CM(4) as b,): print('paren', a, b)
with CM(5, swallow=True): raise ValueError('swallowed')
def run(f):
    try: print('result', f())
    except Exception as e: print('escaped', repr(e), repr(e.__context__))
def raising():
    with CM(6): raise KeyError('out')
def enter_fails():
    with CM(7), CM(8, fail='enter'): print('never')
def exit_fails():
    with CM(9): 
        with CM(10, fail='exit'): raise ValueError('orig')
def returning():
    with CM(11): return 'ret'
def loops():
    for i in range(3):
        with CM(f'l{i}'):
            if i == 0: continue
            if i == 1: break
    return i
def inner_swallow():
    with CM(12):
        with CM(13, swallow=1): raise OSError('x')
        return 'after swallow'
for f in (raising, enter_fails, exit_fails, returning, loops, inner_swallow): run(f)
class NoExit:
    def __enter__(self): return 1
class NoEnter:
    def __exit__(self, *a): pass
class OnInstance: pass
oi = OnInstance(); oi.__enter__ = lambda: 1; oi.__exit__ = lambda *a: None
for o in (NoExit(), NoEnter(), oi, 5, None):
    try:
        with o: pass
    except Exception as e: print(type(e).__name__, e)
class Target: pass
t = Target(); d = {}; l = [0]
with CM('attr') as t.x, CM('key') as d['k'], CM('idx') as l[0]: print(t.x, d, l)
class Pair:
    def __enter__(self): return (1, [2, 3])
    def __exit__(self, *a): return None
with Pair() as (x, [y, z]): print(x, y, z)
def gen():
    with CM('gen'): yield 1; yield 2
g = gen(); print(next(g)); g.close()
for v in gen(): print(v); break
class TruthyExit:
    def __enter__(self): pass
    def __exit__(self, *a): return [1]
with TruthyExit(): raise SystemExit('even this')
print('survived')
class Reenter:
    depth = 0
    def __enter__(self): self.depth += 1; return self.depth
    def __exit__(self, *a): self.depth -= 1
r = Reenter()
with r as p:
    with r as q: print(p, q, r.depth)
print(r.depth)
class BoolRaise:
    def __enter__(self): pass
    def __exit__(self, *a): 
        class B:
            def __bool__(self): raise TypeError('bool of exit')
        return B()
try:
    with BoolRaise(): raise ValueError
except TypeError as e: print(e, repr(e.__context__))
with open.__class__ and CM('expr') as e1: pass
print(e1)
