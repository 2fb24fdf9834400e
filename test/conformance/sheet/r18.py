# function return
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print(s.n, end=' ')
def f(a, b):
    c = D('c'); d = D('d')
    return 'ret'
print(f(D('a'), D('b')))
