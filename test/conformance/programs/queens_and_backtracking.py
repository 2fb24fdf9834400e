# N queens, permutations, subset sums, a maze: recursion and backtracking.
def queens(n, row=0, cols=(), d1=(), d2=()):
    if row == n:
        yield cols
        return
    for c in range(n):
        if c not in cols and row + c not in d1 and row - c not in d2:
            yield from queens(n, row + 1, cols + (c,), d1 + (row + c,), d2 + (row - c,))


print([sum(1 for _ in queens(n)) for n in range(1, 7)], next(queens(8)))
for c in next(queens(6)):
    print('.' * c + 'Q' + '.' * (5 - c))


def subsets(items):
    if not items:
        return [[]]
    rest = subsets(items[1:])
    return rest + [[items[0]] + r for r in rest]


print(len(subsets(list(range(8)))), [s for s in subsets([3, 34, 4, 12, 5, 2]) if sum(s) == 9])


def hanoi(n, a='A', b='B', c='C'):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(' '.join(hanoi(3)), sum(1 for _ in hanoi(8)))
maze = ['S.#.....', '..#.##.#', '.##.#...', '....#.#E', '##.##.#.']


def solve(maze):
    start = next((r, c) for r, row in enumerate(maze) for c, ch in enumerate(row) if ch == 'S')
    frontier, seen = [(start, 0)], {start}
    while frontier:
        (r, c), d = frontier.pop(0)
        if maze[r][c] == 'E':
            return d
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            p = r + dr, c + dc
            if 0 <= p[0] < len(maze) and 0 <= p[1] < len(maze[0]) and maze[p[0]][p[1]] != '#' and p not in seen:
                seen.add(p)
                frontier.append((p, d + 1))


print(solve(maze), ackermann(2, 3) if (ackermann := lambda m, n: n + 1 if m == 0 else ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))) else 0)
