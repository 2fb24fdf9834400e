# Mutation of bytearrays, growth, exports that lock the size.
import sys
a = bytearray(b'hello')
a[0] = 72; a.append(33); a.extend(b' you'); a += b'!'; a.insert(0, 62)
print(a, len(a), a.pop(), a.pop(0), a)
a.remove(108); a.reverse(); print(a); a.reverse()
a[1:3] = b'EEEE'; print(a); a[::2] = b'-' * len(a[::2]); print(a)
del a[0]; del a[2:4]; del a[::3]; print(a)
a.clear(); print(a, a.copy(), bytearray(3), bytearray([1, 2]), bytearray('é', 'utf-8'), bytearray(b'x') * 3)
a = bytearray(b'abcabc')
print(a.find(b'c'), a.count(b'a'), a.replace(b'a', b'Z'), a.upper(), a.split(b'b'), a.hex(), a.decode(), a == b'abcabc', a[1], a[1:3], a[::-1], b'bc' in a)
print(a.startswith(b'ab'), a.join([b'1', b'2']), a.translate(None, b'a'), a.strip(b'a'), a.partition(b'c'), bytes(a), list(a)[:3])
sizes = []
g = bytearray()
last = -1
for i in range(2000):
    g.append(i & 255)
    s = sys.getsizeof(g)
    if s != last:
        sizes.append((len(g), s)); last = s
print(sizes)
while g:
    g.pop()
    s = sys.getsizeof(g)
    if s != last:
        sizes.append((len(g), s)); last = s
print(sizes[-12:])
v = memoryview(a)
for op in ("a.append(1)", "a.clear()", "del a[0]", "a.extend(b'x')", "a.__setitem__(slice(0, 1), b'zz')"):
    try:
        exec(op)
    except BufferError as e:
        print(op, e)
a[0] = 90
v[1] = 91
print(a, v.tobytes())
v.release(); a.append(1); print(a)
for op in ("a.append(256)", "a.append('x')", "a.remove(250)", "bytearray(-1)", "bytearray('x')", "a.__setitem__(0, 300)", "a.__setitem__(99, 1)", "bytearray().pop()", "a.extend(['x'])", "hash(a)", "a.__setitem__(slice(0, 4, 2), b'x')"):
    try:
        print(eval(op))
    except Exception as e:
        print(op, type(e).__name__, e)
print(repr(bytearray(b"it's")), str(bytearray(b'"')), bytearray(b'a') < b'b', sys.getsizeof(bytearray()), sys.getsizeof(bytearray(10)))
