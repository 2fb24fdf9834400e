# an argument passed through 0, 1, 2 Python frames
import sys
rc = sys.getrefcount
def f(o): return rc(o)
def h(o): return f(o)
o = object()
print(rc(o), f(o), h(o))
print(f(object()), h(object()))
