a = [x * 2 for x in range(3)]
b = {x: y
     for x in range(2)
     for y in range(2)
     if x != y}
c = {
    v
    for v in (1, 2, 2)
}
d = [[i + j for i in range(2)] for j in range(2)]
e = list(i for i in range(3) if i)
print(a, b, c, d, e)
