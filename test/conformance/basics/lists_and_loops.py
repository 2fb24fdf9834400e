# Lists, for, while, range.
l = [3, 1, 2]
l.append(4)
print(l, len(l))
l[0] = 30
print(l[0], l[1:], l[-1])
for v in l:
    print(v)
for i in range(3):
    print(i, l[i])
n = 3
while n > 0:
    n -= 1
    if n == 1:
        continue
    print('n', n)
l.sort()
print(l, sorted(l, reverse=True), sum(l), max(l), min(l))
print([v * 2 for v in l], 2 in l, l.index(4), l.pop(), l)
del l[0]
print(l, l + [9], l * 2)
m = [[1, 2], [3]]
m[1].append(m[0][1])
print(m)
