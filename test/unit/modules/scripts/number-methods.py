def t(f, *a):
    try:
        print(repr(f(*a)))
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))
class A: pass
class I:
    def __index__(self): return 7
class F:
    def __float__(self): return 2.5
class B(int): pass
class BF(float): pass
class C(complex): pass
class BadInt:
    def __int__(self): return 'x'
class BadIndex:
    def __index__(self): return 1.5
class BadFloat:
    def __float__(self): return 1
class Cx:
    def __complex__(self): return 3+4j
class BadCx:
    def __complex__(self): return 5
for x in ('', 'abc', '12', ' -0x1F ', '0o17', '1_0', '9' * 30, b'77', bytearray(b'8'), b'x', 1.9, -1.9, True, I(), A(), BadInt(), BadIndex(), [], B(5), '\u0665'):
    t(int, x)
for a in (('1f', 16), ('zz', 36), ('12', 1), ('12', 2), (12, 5), ('0b11', 0), (b'11', 2)):
    t(int, *a)
t(lambda: int(x=1)); t(lambda: int(1, 2, 3)); t(lambda: int()); t(lambda: int('10', base=2)); t(lambda: int(base=3)); t(lambda: int('1' * 4301))
for x in ('', '1.5', ' 1e3 ', 'inf', '-nan', b'2.5', 3, I(), F(), A(), BadFloat(), 10 ** 400, BF(2.5), '1__0', [], True):
    t(float, x)
t(lambda: float(1, 2)); t(lambda: float(x=1)); t(lambda: float())
for a in (('1+2j',), (1, 2), (1j, 2j), (Cx(),), (BadCx(),), ('x',), ('1', 2), (1, '2'), ([],), (1, []), (F(), 2), (True,), (C(1, 2),), (I(),), (-0.0, -0.0)):
    t(complex, *a)
t(lambda: complex(real=1, imag=3)); t(lambda: complex(imag=1j))
t(bool); t(bool, 5); t(bool, 1, 2); t(lambda: bool(x=1))
for n in (0, 1, -1, 255, -256, 2 ** 70, -(2 ** 31)):
    t(n.bit_length); t(n.bit_count); t(n.conjugate); t(n.as_integer_ratio); t(n.__ceil__); t(n.__sizeof__); t(n.__getnewargs__)
    print(n.real, n.imag, n.numerator, n.denominator)
t((5).to_bytes); t((500).to_bytes, 2); t((500).to_bytes, 2, 'little'); t((500).to_bytes, 1); t((-5).to_bytes, 1); t((5).to_bytes, 1, 'x'); t((5).to_bytes, -1)
t(lambda: (-5).to_bytes(2, signed=True)); t(lambda: (5).to_bytes(length=3, byteorder='little')); t(lambda: (5).to_bytes(1, 5))
t(int.from_bytes, b'\x01\x02'); t(int.from_bytes, b'\xff\xfe', 'little'); t(lambda: int.from_bytes(b'\xff', signed=True)); t(B.from_bytes, b'\x05')
t(lambda: type(B.from_bytes(b'\x05'))); t(int.from_bytes, [1, 2]); t(int.from_bytes, 'a'); t(int.from_bytes, 5)
for v in (2.5, 3.5, -2.5, 0.5, 1.0, 1e16, 2.675, 1e308, float('inf'), float('nan'), -0.0, 12345.678):
    t(round, v); t(round, v, 2); t(round, v, -2); t(round, v, 0); t(v.is_integer); t(v.hex); t(v.as_integer_ratio); t(v.__floor__); t(v.__ceil__); t(v.__trunc__); t(v.conjugate)
for v in (25, 35, -25, 15, 12345, 10 ** 30 + 5):
    t(round, v, -1); t(round, v, -2); t(round, v, 1); t(round, v)
t(round, 1.5, 'a'); t(round, 5, 1.5); t(round, 1.5, None)
t(float.fromhex, '0x1.8p3'); t(float.fromhex, 'zz'); t(BF.fromhex, '0x1p1'); t(float.fromhex, 5)
t(float.__getformat__, 'double'); t(float.__getformat__, 'x')
print((1+2j).real, (1+2j).imag, (1+2j).conjugate(), abs(3+4j), (1+2j).__complex__(), (1-0j).__getnewargs__())
for x, s in ((5, '05d'), (True, 'd'), (True, ''), (1.5, '.3f'), (1+2j, '.2f'), (B(5), ''), (BF(1.5), '>8'), (10 ** 20, ','), (255, '#x'), (0.00001, ''), (5, 's'), (1.5, 'd')):
    t(format, x, s)
print(type(B(5) + 1), type(BF(1) + 1), type(-B(5)), type(B(5) | 1), type(+BF(2)), B(7), BF(2.5), repr(B(7)), C(1, 2))
print(1 == 1.0 == True == 1 + 0j, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, -10 ** 400 < float('-inf'))
print(True + True, True & False, True | 2, ~True, -True, True ^ True, type(True ^ True), repr(True), str(False))
t(lambda: 5 .__add__('a')); t(lambda: (5).__radd__(3)); t(lambda: (5).__pow__(2, 3)); t(lambda: (5).__rpow__(2)); t(lambda: (5).__divmod__(0)); t(lambda: (2.5).__rdivmod__(7))
print(int.__doc__[:20], float.__doc__, bool.__bases__, int.__basicsize__, int.__itemsize__, bool.__basicsize__)
x = 5
x += 2.5; x -= 1; x *= 2; x //= 3; x **= 2; x /= 7; x %= 1
print(x)
y = 12; y <<= 70; y >>= 68; y |= 3; y &= 0xff; y ^= 5
print(y)
print(hex(255), oct(-8), bin(10 ** 10), hex(-2 ** 70))
print(1_000 * 1_000_000_000_000_000_000, -7 // 2, -7 % 3, 7 // -2, 7 % -3, divmod(-7, 2), -7.5 // 2, -7.5 % 2, pow(3, -1, 7), pow(2, 100, 1000))
t(lambda: 1 << -1); t(lambda: 1 / 0); t(lambda: 1 % 0); t(lambda: 1.0 // 0); t(lambda: 0 ** -1); t(lambda: 2.0 ** 5000); t(lambda: 1j / 0); t(lambda: pow(2, 3, 0))
t(lambda: 1 + 'a'); t(lambda: [] * 1.5); t(lambda: A() + 1); t(lambda: -A()); t(lambda: ~1.5); t(lambda: 1 < 'a'); t(lambda: 1j < 2); t(lambda: [1] * 2 ** 70); t(lambda: 1j // 1)
