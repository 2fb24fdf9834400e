# Memory views: formats, slicing, casting, release, comparison.
import array
import sys
b = bytearray(b'abcdefgh')
m = memoryview(b)
print(m.format, m.itemsize, m.nbytes, m.ndim, m.shape, m.strides, m.readonly, m.contiguous, m.c_contiguous, len(m), m[0], m[-1], m.tolist())
print(m[2:5].tobytes(), m[::2].tobytes(), m[::-1].tobytes(), m[::2].strides, m[::2].contiguous, bytes(m[1:3]), m == b, m[1:3] == b'bc', m.hex(), m.obj is b)
m[0] = 65; m[1:3] = b'BC'; print(b)
c = m.cast('I'); print(c.format, c.itemsize, c.shape, c.tolist()); c[0] = 0x01020304; print(b)
d = m.cast('B', (2, 4)); print(d.ndim, d.shape, d.strides, d.tolist(), d[1, 2], d.tobytes())
a = array.array('i', [1, 2, 3, -4])
v = memoryview(a); print(v.format, v.itemsize, v.tolist(), v[3], v[1:3].tolist()); v[0] = 99; print(a)
r = memoryview(b'const'); print(r.readonly, hash(r) == hash(b'const'), r[1], r == b'const', r.toreadonly() == r)
for op in ("r.__setitem__(0, 1)", "m.__setitem__(0, 256)", "m.__setitem__(0, 'x')", "m.__setitem__(slice(0, 2), b'xyz')", "m[100]", "m['a']", "memoryview('str')", "memoryview(5)", "m.cast('Q', (3,))", "hash(m)", "m.cast('zz')", "v[0:1].cast('i')", "v.cast('d')", "d[0]", "d[5, 0]"):
    try:
        print(op, eval(op))
    except Exception as e:
        print(op, type(e).__name__, e)
with memoryview(b) as w:
    print(w[0])
try:
    w[0]
except ValueError as e:
    print(e)
print(sys.getrefcount(b) - 1, repr(m)[:11], repr(w)[:20])
m2 = m[1:]; m.release()
try:
    b.append(1)
except BufferError as e:
    print(e)
for x in (m2, c, d):
    x.release()
b.append(1); print(b, list(memoryview(b'abc')), 98 in memoryview(b'abc'), list(reversed(memoryview(b'abc'))))
for fmt, values in (('b', [-1, 2]), ('h', [-300]), ('q', [-2 ** 40]), ('d', [1.5, -2.0]), ('f', [0.5]), ('B', [255])):
    print(fmt, memoryview(array.array(fmt, values)).tolist(), memoryview(array.array(fmt, values)).tobytes())
