# RecursionError: message, recovery, deep repr, deep structures, limits.
import sys
print(sys.getrecursionlimit())
depth = 0
def f():
    global depth
    depth += 1
    f()
try: f()
except RecursionError as e: print(type(e).__name__, e, depth > 900)
depth = 0
try: f()
except RecursionError as e: print('again', depth > 900, depth < 1000)
def count(n): return 0 if n == 0 else 1 + count(n - 1)
print(count(500), count(900))
sys.setrecursionlimit(300)
try: count(500)
except RecursionError as e: print(e)
print(count(200))
for bad in (0, -1, 'x', 5):
    try: sys.setrecursionlimit(bad); print('set', bad)
    except Exception as e: print(type(e).__name__, e)
sys.setrecursionlimit(1000)
class R:
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __getattr__(self, n): return getattr(self, n + 'x')
    def __hash__(self): return hash(self)
for g in (lambda: repr(R()), lambda: R() == R(), lambda: R().a, lambda: hash(R()), lambda: str([R()])):
    try: g()
    except RecursionError as e: print(str(e)[:32])
l = []
for _ in range(2000): l = [l]
try: repr(l)
except RecursionError as e: print(e)
try: l == [l]
except RecursionError as e: print(e)
t = ()
for _ in range(2000): t = (t,)
try: hash(t)
except RecursionError as e: print(e)
else: print('hash of deep tuple works')
d = {}
for _ in range(2000): d = {'d': d}
try: str(d)
except RecursionError as e: print(e)
del l, t, d; print('freed')
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
print(even(400), odd(401))
def gen(n):
    if n: yield from gen(n - 1)
    yield n
print(len(list(gen(300))))
try: len(list(gen(2000)))
except RecursionError as e: print(e)
def swallow():
    try: return swallow() + 1
    except RecursionError: return 0
print(swallow() > 900)
def fin(log=[]):
    try: fin()
    finally: log.append(1)
    return log
try: fin()
except RecursionError as e: print(e)
def mutual(n, acc=()): return len(acc) if not n else mutual(n - 1, acc + (n,))
print(mutual(300))
try: eval('(' * 250 + ')' * 250)
except (RecursionError, SyntaxError, MemoryError) as e: print(type(e).__name__)
