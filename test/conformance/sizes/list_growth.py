# Every growth and shrink step of a list up to 10,000 elements, through several operations.
import sys
def steps(l, op, n):
    out = [(len(l), sys.getsizeof(l))]
    for i in range(n):
        op(l, i)
        s = sys.getsizeof(l)
        if s != out[-1][1]: out.append((len(l), s))
    return out
l = []
print(steps(l, lambda l, i: l.append(i), 10000))
print(steps(l, lambda l, i: l.pop(), 10000))
print(steps([], lambda l, i: l.insert(0, i), 1000))
l = list(range(1000)); print(sys.getsizeof(l), steps(l, lambda l, i: l.pop(0), 1000))
l = list(range(1000)); print(steps(l, lambda l, i: l.remove(i), 1000))
def delitem(l, i): del l[-1]
l = [None] * 1000; print(sys.getsizeof(l), steps(l, delitem, 1000))
print(steps([], lambda l, i: l.extend([i, i]), 500))
print(steps([], lambda l, i: l.extend(iter((i, i, i))), 300))
def iadd(l, i): l += (i,)
print(steps([], iadd, 300))
def slc(l, i): l[len(l):] = [i]
print(steps([], slc, 300))
for n in range(0, 40): print(n, sys.getsizeof([None] * n), sys.getsizeof(list(range(n))), sys.getsizeof([x for x in range(n)]), sys.getsizeof(list(iter(range(n)))), sys.getsizeof(list(x for x in range(n))), sys.getsizeof(list((0,) * n)), sys.getsizeof([0] * n + [0]), sys.getsizeof(([0] * n)[:n // 2]), sys.getsizeof(sorted(range(n))), sys.getsizeof(list('x' * n)), sys.getsizeof(('a ' * n).split()), sys.getsizeof(list({i: 0 for i in range(n)})), sys.getsizeof([*range(n)]), sys.getsizeof(list(map(int, range(n)))), sys.getsizeof(list(zip(range(n)))))
l = [1, 2, 3]; print(sys.getsizeof(l)); l.append(4); print(sys.getsizeof(l)); l.clear(); print(sys.getsizeof(l)); l.extend(range(9)); print(sys.getsizeof(l)); del l[:]; print(sys.getsizeof(l)); l.extend(range(9)); print(sys.getsizeof(l)); l *= 3; print(sys.getsizeof(l)); l.sort(); print(sys.getsizeof(l)); l = l[::2]; print(sys.getsizeof(l), sys.getsizeof(l.copy()), sys.getsizeof(l * 2), sys.getsizeof(l + l)); l.reverse(); l[2:4] = range(20); print(sys.getsizeof(l)); l[2:30] = []; print(sys.getsizeof(l)); del l[::2]; print(sys.getsizeof(l))
l = [0]; l.pop(); print(sys.getsizeof(l)); l.extend(range(9)); print(sys.getsizeof(l)); l = [0]; del l[0]; print(sys.getsizeof(l)); l.extend(range(9)); print(sys.getsizeof(l))
