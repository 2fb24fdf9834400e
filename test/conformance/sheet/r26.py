# globals() / locals() / frames
import sys
o = object()
def f(x):
    a = sys.getrefcount(x)
    d = locals()
    b = sys.getrefcount(x)
    fr = sys._getframe()
    c = sys.getrefcount(x)
    return a, b, c
print(f(o), sys.getrefcount(o))
