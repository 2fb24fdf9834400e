# Sizes of strings of the three widths, ints by bits, bytes, bytearrays, tuples, deques, arrays by length.
import sys, collections, array
sz = sys.getsizeof
print([sz('a' * n) for n in range(0, 40)]); print([sz('é' * n) for n in range(0, 40)]); print([sz('€' * n) for n in range(0, 40)]); print([sz('😀' * n) for n in range(0, 40)])
print([sz(1 << n) for n in range(0, 400, 10)]); print([sz(-(1 << n)) for n in (0, 29, 30, 59, 60, 89, 90)], [sz((1 << n) - 1) for n in (29, 30, 31, 59, 60, 61, 90, 91)]); print(sz(2 ** 10000), sz(10 ** 1000), sz(3 ** 500))
print([sz(bytes(n)) for n in (0, 1, 2, 7, 8, 9, 100, 1000, 10000)], [sz(bytearray(n)) for n in (0, 1, 2, 7, 8, 100, 1000)], [sz(tuple(range(n))) for n in (0, 1, 2, 3, 10, 100, 1000)])
s = ''; sizes = []
for i in range(300):
    s += 'x'; sizes.append(sz(s))
print(sizes[::25]); b = b''
for i in range(100): b += b'x'
print(sz(b)); ba = bytearray(); out = []
for i in range(3000):
    ba += b'xyz'
    if not out or out[-1][1] != sz(ba): out.append((len(ba), sz(ba)))
print(out); out = []
while ba:
    del ba[-7:]
    if not out or out[-1][1] != sz(ba): out.append((len(ba), sz(ba)))
print(out); ba = bytearray(range(200)); out = [sz(ba)]
while ba:
    del ba[:3]; out.append(sz(ba))
print(out); ba = bytearray(b'abc'); ba.extend(b'x' * 100); print(sz(ba)); ba[:] = b'short'; print(sz(ba)); ba.clear(); print(sz(ba)); ba = bytearray(b'x') * 50; print(sz(ba)); ba *= 2; print(sz(ba)); ba.insert(0, 1); print(sz(ba))
dq = collections.deque(); out = []
for i in range(1000):
    dq.append(i)
    if not out or out[-1][1] != sz(dq): out.append((len(dq), sz(dq)))
print(out); out = []
while dq:
    dq.popleft()
    if not out or out[-1][1] != sz(dq): out.append((len(dq), sz(dq)))
print(out); a = array.array('i'); out = []
for i in range(1000):
    a.append(i)
    if not out or out[-1][1] != sz(a): out.append((len(a), sz(a)))
print(out); print([sz(array.array(c, [1] * 10)) for c in 'bBhHiIlLqQfd'])
print(sz('abc' + 'é'), sz('abc'.encode()), sz('é'.join('aaa')), sz('€a'[1]), sz('a€'[:1]), sz('😀a€'[1:]), sz('é€'[0]), sz('x' * 100 + '€'), sz(('x' * 100 + '€')[:100]), sz('%d' % 5), sz(f'{5}é'), sz(str(10 ** 50)), sz(repr('é')), sz('ÿ'), sz('ÿÿ'), sz('Ā'))
e = ''.join(['é', 'a']); print(sz(e)); e.encode(); print(sz(e)); h = 'é' * 20; print(sz(h)); exec('x = 1', {h: 1}); print(sz(h)); class_ = type('Klassé', (), {}); print(sz(class_.__name__), sz('Klassé'))
