# *args / **kwargs build a tuple / dict that own references too
import sys
o = object()
def f(*a): return sys.getrefcount(a[0])
def g(**k): return sys.getrefcount(k['x'])
def h(x): return sys.getrefcount(x)
print(f(o), g(x=o), h(x=o), h(*[o]), h(**{'x': o}))
