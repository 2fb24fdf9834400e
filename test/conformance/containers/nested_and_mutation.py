# Nested literals, aliasing, mutation through references, default arguments, copies.
a = [1, [2, 3], {'k': [4]}]
b = a; c = a[:]; d = list(a); e = [*a]
b.append('shared'); c[1].append('inner'); d[2]['k'].append('deep')
print(a); print(c); print(d); print(e); print(a is b, a[1] is c[1], a == c, len(a), len(c))
grid = [[0] * 3] * 2; grid[0][0] = 1; good = [[0] * 3 for _ in range(2)]; good[0][0] = 1; print(grid, good)
def add(x, acc=[]): acc.append(x); return acc
print(add(1), add(2), add(3, []), add.__defaults__)
def change(l): l.append('changed'); l = ['rebound']; l.append('x'); return l
z = []; print(change(z), z)
t = ([], 1); t[0].append('in tuple'); print(t); s = 'abc'; u = s; s += 'd'; print(s, u); n = 5; m = n; n += 1; print(n, m)
rec = []; rec.append(rec); print(rec, rec[0] is rec, rec == rec); rd = {}; rd['d'] = rd; print(rd); rt = ([],); rt[0].append(rt); print(rt); cr = [rd, rec]; print(cr)
try: [rec] == [[rec]]; x = []; x.append(x); y = []; y.append(y); x == y
except RecursionError as ex: print(ex)
matrix = {(i, j): i * j for i in range(3) for j in range(3)}; print(matrix[2, 2], matrix.get((5, 5)), sum(matrix.values()), sorted(matrix)[:2])
inv = {}; [inv.setdefault(v, []).append(k) for k, v in matrix.items()]; print(inv)
data = {'users': [{'name': 'ann', 'tags': {'x'}}, {'name': 'bob', 'tags': set()}]}; data['users'][1]['tags'].add('new'); data['users'].sort(key=lambda q: q['name'], reverse=True); print(data, data['users'][0]['tags'] is data['users'][1]['tags'])
x = y = []; x.append(1); print(y); x = x + [2]; print(x, y); x += [3]; print(x); (p, q), r = [1, 2], 3; print(p, q, r); first, *rest = [[1], [2]]; rest[0].append(9); print(first, rest)
stack = []; stack.append(1); stack.append(2); print(stack.pop(), stack); queue = [1, 2, 3]; print(queue.pop(0), queue); del queue[:]; print(queue, not queue)
w = [1, 2, 3, 4, 5, 6]; w[1:3], w[0] = ['a'], 'z'; print(w); w[::2] = w[::-2] if len(w[::2]) == len(w[::-2]) else w[::2]; print(w); w[2:2] = w; print(w); l2 = [3, 1]; l2.extend(l2); print(l2); l2 += l2[:1]; print(l2, l2 * 0, -1 * l2)
def outer():
    items = []
    def adder(v): items.append(v); return items
    return adder
f, g = outer(), outer(); f(1); f(2); print(f(3), g('a')); class_list = type('K', (), {'shared': []}); k1, k2 = class_list(), class_list(); k1.shared.append(1); k2.shared = k2.shared + [2]; print(k1.shared, k2.shared, class_list.shared)
print([i for i in [1, 2, 3] if i in {1: 0, 3: 0}], {**{'a': 1}, **{'b': [1, *range(2)]}}, [[]] * 2, [[], []] == [[]] * 2, ((1, 2), (3, 4))[1][0], {'a': {'b': {'c': 1}}}['a']['b']['c'], [{'x': (1, [2])}][0]['x'][1][0])
