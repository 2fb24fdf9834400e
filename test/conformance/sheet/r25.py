# functions, classes, modules
import sys
def f(): pass
class C: pass
class S: __slots__ = ()
c = C(); a = sys.getrefcount(C)
del c
print(sys.getrefcount(f), a, sys.getrefcount(C), sys.getrefcount(S), sys.getrefcount(f.__code__))
