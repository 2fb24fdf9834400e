# for: the iterator owns the sequence, the loop variable keeps the last item
import sys
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print('del', s.n)
l = [D(1), D(2)]
for x in l: print('item', x.n, sys.getrefcount(x), sys.getrefcount(l))
l.clear(); print('cleared')
del x; print('end')
