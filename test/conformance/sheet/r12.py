# a suspended generator owns its locals; closing it drops them
import sys
def g(x):
    yield sys.getrefcount(x)
    yield 2
o = object()
it = g(o)
print(sys.getrefcount(o), next(it), sys.getrefcount(o))
it.close(); print(sys.getrefcount(o))
