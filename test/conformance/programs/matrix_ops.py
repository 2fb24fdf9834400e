# Matrices as lists of lists: product, transpose, determinant, power, pretty printing.
def matmul(a, b):
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]


def transpose(m):
    return [list(r) for r in zip(*m)]


def minor(m, i, j):
    return [row[:j] + row[j + 1:] for k, row in enumerate(m) if k != i]


def det(m):
    if len(m) == 1:
        return m[0][0]
    return sum((-1) ** j * m[0][j] * det(minor(m, 0, j)) for j in range(len(m)))


def power(m, n):
    result = [[int(i == j) for j in range(len(m))] for i in range(len(m))]
    while n:
        if n & 1:
            result = matmul(result, m)
        m = matmul(m, m)
        n >>= 1
    return result


a = [[1, 2], [3, 4]]
b = [[0, 1], [1, 0]]
print(matmul(a, b), transpose([[1, 2, 3], [4, 5, 6]]), det(a))
print(det([[2, 0, 1], [1, 3, 2], [1, 1, 4]]), det([[1, 2, 3, 4], [0, 1, 5, 6], [7, 0, 1, 2], [3, 4, 0, 1]]))
print(power([[1, 1], [1, 0]], 50)[0][1], power(a, 5))
for row in matmul(a, a):
    print(' '.join(f'{v:5d}' for v in row))
grid = [[0] * 3 for _ in range(3)]
grid[1][1] = 5
shared = [[0] * 2] * 2
shared[0][0] = 1
print(grid, shared, [[i == j for j in range(3)] for i in range(3)])
