# a caught exception keeps the frames (and their locals) alive until the except block ends
import sys
def f(x): raise ValueError
o = object()
try: f(o)
except ValueError as e: print(sys.getrefcount(o), sys.getrefcount(e))
print(sys.getrefcount(o), 'e' in globals())
