# Conway's Game of Life with sets and with lists, a glider and a blinker.
def step(cells):
    counts = {}
    for r, c in cells:
        for dr in (-1, 0, 1):
            for dc in (-1, 0, 1):
                if dr or dc:
                    key = r + dr, c + dc
                    counts[key] = counts.get(key, 0) + 1
    return {k for k, n in counts.items() if n == 3 or n == 2 and k in cells}


def show(cells, h=6, w=10):
    return '\n'.join(''.join('#' if (r, c) in cells else '.' for c in range(w)) for r in range(h))


glider = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}
for generation in range(5):
    print(f'generation {generation}: {len(glider)} cells')
    print(show(glider))
    glider = step(glider)


def step_grid(g):
    h, w = len(g), len(g[0])
    return [[int((n := sum(g[(r + a) % h][(c + b) % w] for a in (-1, 0, 1) for b in (-1, 0, 1)) - g[r][c]) == 3 or n == 2 and g[r][c] == 1)
             for c in range(w)] for r in range(h)]


g = [[0] * 5 for _ in range(5)]
g[2][1:4] = [1, 1, 1]
for _ in range(3):
    print(g)
    g = step_grid(g)
r_pentomino = {(0, 1), (0, 2), (1, 0), (1, 1), (2, 1)}
sizes = []
for _ in range(30):
    sizes.append(len(r_pentomino))
    r_pentomino = step(r_pentomino)
print(sizes)
