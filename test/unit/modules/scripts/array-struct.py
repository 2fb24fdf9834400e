import array, _struct as S
A = array.array
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))
for c in array.typecodes:
    a = A(c, 'héé€' if c == 'u' else [1, 2, 3])
    print(a, a.itemsize, a.typecode, len(a), a.tobytes(), a.__sizeof__(), a * 2, a[1:], a[::-1], a.count(a[1]), a.index(a[2]))
for args in ((), ('x',), ('i', 5), ('i', [1.5]), ('i', 'abc'), ('i', [2 ** 40]), ('b', [128]), ('B', [-1]), ('u', 'abc'), ('u', b'a'), ('i', b'abcd'), ('i', b'abc'), ('f', [1, 2.5]), ('d', ['a']), ('I', [-1]), ('I', [2 ** 32]),
             ('L', [2 ** 64]), ('Q', [-1]), ('q', [2 ** 63]), ('l', [2 ** 63]), ('h', [40000]), ('H', [70000]), ('ii',), (5,), ('i', range(5)), ('i', A('d', [1.0])), ('i', A('u', 'a')), ('d', A('i', [1])), ('q', [-2 ** 63, 2 ** 63 - 1]), ('Q', [2 ** 64 - 1])):
    t(A, *args)
t(A, 'i', x=1)
a = A('i', [1, 2, 3])
t(lambda: a[5]); t(lambda: a['a']); t(lambda: a[1:2]); t(a.index, 9); t(a.remove, 9); t(A('i').pop); t(a.pop, 5); t(a.pop, 0); print(a)
t(lambda: a + [1]); t(lambda: a + A('b', [1])); t(lambda: a + A('i', [9])); t(lambda: 2 * a); t(lambda: a * -1); t(lambda: a == A('d', [2.0, 3.0])); t(lambda: a < A('i', [2, 4])); t(lambda: a != [2, 3]); t(hash, a)
a.append(4); a.extend([5, 6]); a.extend(A('i', [7])); a.insert(0, 0); a.insert(-1, 99); a.insert(100, 100); a.fromlist([8]); a.frombytes(b'\1\0\0\0'); print(a)
t(a.append, 'x'); t(a.extend, A('b')); t(a.fromlist, (1,)); t(a.fromlist, [1, 'x']); t(a.fromunicode, 'a'); t(a.frombytes, 'abc'); t(a.insert, 'a', 1); print(a)
a[0] = 50; a[1:3] = A('i', [1, 1, 1, 1]); del a[0]; del a[::3]; a[::2] = A('i', [0] * len(a[::2])); print(a)
def asg(k, v): a[k] = v
t(asg, 0, 'x'); t(asg, 99, 1); t(asg, slice(0, 2), [9]); t(asg, slice(None, None, 2), A('i', [9])); t(asg, 'a', 1); t(asg, slice(0, 1), A('b', [1]))
a.reverse(); a.byteswap(); print(a, 0 in a, a.tolist(), A('u', 'hi').tounicode())
t(a.tounicode); t(a.__reduce_ex__, 2); t(a.__copy__); t(list, a); t(lambda: [x for x in A('d', [1, 2])])
a = A('i'); sizes = []
for i in range(200):
    sizes.append(a.__sizeof__()); a.append(i)
print(sizes)
for i in range(190):
    a.pop(); sizes.append(a.__sizeof__())
print(sizes[200:], a)
a += A('i', [1]); a *= 2; print(a)
class Sub(A): pass
print(Sub('i', [1]), type(Sub('i', [1]) + Sub('i', [2])))
for f, *v in (('i',), ('i', 1, 2), ('i', 'a'), ('i', 2 ** 31), ('<i', 2 ** 31), ('<i', 2 ** 70), ('b', 128), ('B', -1), ('h', 40000), ('H', -1), ('I', -1), ('<I', 2 ** 32), ('l', 2 ** 63), ('L', -1), ('<L', 2 ** 32), ('q', 2 ** 63), ('Q', -1), ('n', 5), ('N', -1),
              ('<n', 1), ('c', 'a'), ('c', b'ab'), ('c', b'a'), ('s', 'a'), ('5s', b'abcdefg'), ('5s', b'ab'), ('3p', b'abcdefg'), ('p', b'a'), ('f', 'a'), ('f', 1.5), ('f', 1e300), ('<f', 1e300), ('<e', 1e10), ('e', 1.1), ('<e', 65504.0), ('<e', 6e-8), ('<e', float('nan')),
              ('?', [1]), ('?', 0), ('P', -1), ('P', 2 ** 63), ('z',), ('3',), ('99999999999999999999i',), ('@ciq', b'a', 1, 2), ('=ciq', b'a', 1, 2), ('>hhl', 1, -2, 3), ('!d', 1.5), ('2h3x', 1, 2), ('0i',), ('0s', b''), (' i h ', 1, 2), ('i', True), ('i', 1.0), ('d', 10 ** 400), ('c0q', b'a'), (5,), (b'<h', 1)):
    t(S.pack, f, *v)
for f, d in (('i', b'abc'), ('i', 'abc'), ('i', b'abcd'), ('>4xh2B', bytes(range(8))), ('<3s2p?c', b'abc\x01z\x01q'), ('e', b'\x00<'), ('<d', b'12345678'), ('>f', b'1234'), ('@P', b'12345678'), ('<qQ', b'\xff' * 16), ('bBhHiIlL', b'\xff' * 32), ('>bBhHiIlL', b'\xfe' * 22)):
    t(S.unpack, f, d)
t(S.unpack_from, 'i', b'abcdefg', 5); t(S.unpack_from, 'i', b'abc', -9); t(S.unpack_from, 'i', b'abcdefgh', -4); t(S.unpack_from, 'i', b'abcdefgh', -2); t(S.unpack_from, 'i', buffer=b'abcdefgh', offset=2)
t(S.iter_unpack, 'i', b'abc'); t(S.iter_unpack, '', b''); t(lambda: list(S.iter_unpack('<h', b'abcdef')))
ba = bytearray(8)
t(S.pack_into, '<h', ba, 3, 258); print(ba)
t(S.pack_into, 'i', ba, 6, 1); t(S.pack_into, 'i', ba, -2, 1); t(S.pack_into, 'i', ba, -20, 1); t(S.pack_into, 'i'); t(S.pack_into, 'i', ba); t(S.pack_into, 'i', ba, 'a', 1); t(S.pack_into, 'i', ba, 0); t(S.pack_into, 'i', b'abcd', 0, 1); t(S.pack_into)
s = S.Struct('<hi'); print(s.size, s.format, s.pack(1, 2), s.unpack(b'abcdef'), s.__sizeof__(), S.calcsize('ihhq'), S.error.__name__, S.error.__module__)
t(S.Struct); t(S.Struct, 5); t(S.calcsize, 5); t(S.calcsize, 'é'); t(s.unpack_from, b'abcdef', offset=0); t(S.pack)
