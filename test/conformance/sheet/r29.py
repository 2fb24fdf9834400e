# nested objects: the outer __del__ first, then its parts
class D:
    def __init__(s, n, *kids): s.n = n; s.kids = kids
    def __del__(s): print(s.n, end=' ')
x = D('root', D('a', D('a1')), D('b'))
del x; print()
