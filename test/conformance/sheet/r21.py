# expression temporaries
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print('del', s.n, end=' ')
print(D(1).n, 'x')
D(2); print('after 2')
y = [D(3), 0][1]; print('after 3')
z = D(4).n + len([D(5)]); print('after')
