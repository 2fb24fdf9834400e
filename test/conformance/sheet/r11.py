# closure: the cell owns the value, the function owns the cell
import sys
def mk():
    v = object()
    def inner(): return sys.getrefcount(v)
    return inner, sys.getrefcount(v)
inner, a = mk()
print(a, inner(), sys.getrefcount(inner.__closure__[0]), sys.getrefcount(inner))
