# del of a name, and a container freed back to front
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print(s.n, end=' ')
a = D('a'); b = a; del a; print('|', end=' '); del b; print()
l = [D(1), D(2), D(3)]; del l; print()
t = (D(1), D(2), D(3)); del t; print()
d = {1: D(1), 2: D(2), 3: D(3)}; del d; print()
s = [D(1), D(2), D(3)]; s[:] = []; print()
s = [D(1), D(2), D(3)]; s.clear(); print()
