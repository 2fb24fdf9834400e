# bound methods
import sys
class C:
    def m(self): return sys.getrefcount(self)
c = C()
print(sys.getrefcount(c), c.m())
b = c.m
print(sys.getrefcount(c), b(), sys.getrefcount(b))
