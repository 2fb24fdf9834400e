# defaults, class attributes, instance attributes
import sys
o = object()
def f(x=o): return sys.getrefcount(o)
a = sys.getrefcount(o)
class C: k = o
b = sys.getrefcount(o)
i = C(); i.z = o
print(a, b, sys.getrefcount(o), f())
