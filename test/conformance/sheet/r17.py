# rebinding
class D:
    def __init__(s, n): s.n = n; print('new', n, end=' ')
    def __del__(s): print('del', s.n, end=' ')
x = D(1)
x = D(2); print()
x = None; print()
