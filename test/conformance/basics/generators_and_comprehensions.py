# Generators and comprehensions without tricks.
def countdown(n):
    while n:
        yield n
        n -= 1
    return 'liftoff'


def evens(items):
    for v in items:
        if v % 2 == 0:
            yield v


print(list(countdown(3)))
for v in countdown(2):
    print(v)
g = countdown(2)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print('stop', e.value)
print(sum(evens(range(10))), list(evens([1, 2, 4])))
print([x * x for x in range(5)], [x for x in range(6) if x % 2])
print({x: x * 2 for x in range(3)}, {x % 2 for x in range(5)})
print(sum(x for x in range(4)), list(zip('ab', [1, 2])), list(enumerate('xy')))
print([(a, b) for a in 'ab' for b in (1, 2)])
print(any(x > 2 for x in (1, 2, 3)), all([]))
