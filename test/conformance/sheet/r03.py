# each container slot owns one reference
import sys
o = object(); r = [sys.getrefcount(o)]
l = [o, o]; r.append(sys.getrefcount(o))
t = (o,); r.append(sys.getrefcount(o))
d = {o: o}; r.append(sys.getrefcount(o))
s = {o}; r.append(sys.getrefcount(o))
del l, t, d, s; r.append(sys.getrefcount(o))
print(r)
