# name bindings: global, local
import sys
g = object()
def f():
    x = object()
    y = x
    return sys.getrefcount(x)
print(sys.getrefcount(g), f())
