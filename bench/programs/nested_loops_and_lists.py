# Loops over ranges and lists of lists with index arithmetic.
def matmul(a, b, n):
    out = [[0] * n for _ in range(n)]
    for i in range(n):
        row = a[i]
        target = out[i]
        for j in range(n):
            acc = 0
            for k in range(n):
                acc += row[k] * b[k][j]
            target[j] = acc
    return out


def sieve(n):
    flags = [True] * n
    i = 2
    while i * i < n:
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = False
        i += 1
    return sum(flags) - 2


def main():
    n = 110
    a = [[i * j % 10 for j in range(n)] for i in range(n)]
    m = a
    for _ in range(12):
        m = matmul(a, m, n)
        m = [[v % 1000 for v in row] for row in m]
    return sum(map(sum, m)), sieve(2500000)


print(main())
