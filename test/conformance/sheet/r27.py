# weak references do not count
import sys, weakref
class C: pass
c = C(); r = weakref.ref(c); p = weakref.proxy(c)
print(sys.getrefcount(c), weakref.getweakrefcount(c), sys.getrefcount(r), r() is c)
q = weakref.ref(c); print(q is r, sys.getrefcount(r))
del c; print(r())
