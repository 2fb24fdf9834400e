# struct packing and array.array.
import struct, array
for fmt, args in (('b', (-5,)), ('B', (250,)), ('>h', (-2,)), ('<H', (65535,)), ('>i', (1,)), ('<I', (2 ** 32 - 1,)), ('<q', (-1,)), ('>Q', (2 ** 63,)), ('<f', (1.5,)), ('>d', (-0.1,)), ('?', (True,)), ('c', (b'x',)), ('5s', (b'ab',)), ('3p', (b'abc',)), ('<bhi', (1, 2, 3)), ('@bhi', (1, 2, 3)), ('=bhi', (1, 2, 3)), ('!bHxxI', (1, 2, 3)), ('2h3b', (1, 2, 3, 4, 5)), ('0s', (b'',)), ('<e', (0.5,)), ('n', (5,)), ('N', (5,)), ('P', (0,)), ('@bq', (1, 2)), ('@b0q', (1,)), ('lL', (1, 2))):
    data = struct.pack(fmt, *args); print(fmt, data.hex(), struct.calcsize(fmt), struct.unpack(fmt, data))
for call in ("struct.pack('b', 200)", "struct.pack('i', 'a')", "struct.pack('i')", "struct.pack('i', 1, 2)", "struct.unpack('i', b'abc')", "struct.pack('z', 1)", "struct.pack('B', -1)", "struct.pack('c', 'a')", "struct.pack('s', 'a')", "struct.calcsize('<n')", "struct.pack('f', 'x')", "struct.pack('q', 2 ** 70)", "struct.unpack_from('i', b'abcd', 2)", "struct.pack(5)", "struct.pack('f', 1e300)", "struct.pack('h', 1.5)", "struct.pack('H', 70000)"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
s = struct.Struct('<hi'); buf = bytearray(10); s.pack_into(buf, 2, 1, -1); print(buf, s.unpack_from(buf, 2), s.size, s.format, list(struct.iter_unpack('<h', b'\x01\x00\x02\x00')), s.unpack(s.pack(7, 8)), struct.unpack('>3b', b'\x01\x02\xff'))
a = array.array('i', [1, 2, 3]); a.append(4); a.extend([5, 6]); a.insert(0, 0); print(a, a.typecode, a.itemsize, len(a), a[1], a[1:3], a[::-1], a.pop(), a.pop(0), a.index(3), a.count(2), a.tolist(), a.tobytes().hex(), 3 in a, a + a, a * 2, a == array.array('i', [1, 2, 3, 4, 5]), a < array.array('i', [9])); a.remove(3); a.reverse(); a[0] = 50; del a[1]; a[0:1] = array.array('i', [7, 8]); print(a, a.buffer_info()[1]); a.byteswap(); print(a); a.fromlist([1]); a.frombytes(b'\x02\0\0\0'); print(a[-2:])
for t in 'bBhHiIlLqQfd': x = array.array(t, [1, 2]); print(t, x.itemsize, x, x.tobytes())
print(array.array('u', 'aé€'), array.array('u', 'ab').tounicode(), array.array('d', [1.5, float('inf')]), array.array('i'), array.array('b', b'ab'), array.array('f', [0.1]), array.typecodes, bytes(array.array('h', [1])), memoryview(array.array('i', [5]))[0])
for call in ("array.array('z')", "array.array('b', [200])", "array.array('i', ['a'])", "array.array('i', [1.5])", "array.array('u', [1])", "a.append('x')", "a[99]", "a + [1]", "a.pop(99)", "a.index(999)", "array.array('i', b'abc')", "array.array('B', [-1])", "hash(a)", "array.array()", "a.fromlist(['x'])", "a['x']", "a.extend([1.5])", "a.extend(array.array('d', [1.0]))", "array.array('d', ['x'])"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
class A(array.array): pass
z = A('i', [1]); z.x = 1; print(z, z.x, list(iter(z)), [*reversed(z)], z.__class__.__name__)
