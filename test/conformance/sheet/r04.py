# None and friends in 3.11
import sys
a = sys.getrefcount(None); x = [None] * 100; b = sys.getrefcount(None)
print(b - a, a > 1000, sys.getrefcount(0) > 100, sys.getrefcount(()) > 100)
print(sys.getrefcount('') > 10**8, sys.getrefcount('a') > 10**8, sys.getrefcount(None) > 10**8)
