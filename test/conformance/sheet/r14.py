# with: the bound __exit__ lives on the stack
import sys
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): print('exit', sys.getrefcount(self))
cm = CM()
with cm: print('in', sys.getrefcount(cm))
with cm as x: print('as', sys.getrefcount(cm))
print('out', sys.getrefcount(cm))
