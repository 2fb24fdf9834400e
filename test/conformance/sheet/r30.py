# instance attributes are dropped in shared-key order
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print(s.n, end=' ')
class C: pass
c = C(); c.a = D('a'); c.b = D('b'); c.c = D('c'); del c; print()
c = C(); c.c = D('c'); c.b = D('b'); c.a = D('a'); del c; print()
c = C(); c.c = D('c'); c.b = D('b'); c.a = D('a'); c.__dict__; del c; print()
