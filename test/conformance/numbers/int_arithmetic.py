# Small ints, division rounding, shifts, bit operations, and the boundary of the small-int cache.
for a in (7, -7, 0, 1, -1, 255, 256, 257):
    for b in (3, -3, 1, 10):
        print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b), a / b)
print(5 ** 3, (-2) ** 5, 2 ** -2, 0 ** 0, pow(3, 4, 5), pow(7, -1, 11))
print(7 & 3, 7 | 8, 6 ^ 3, ~5, -1 >> 3, 1 << 10, -17 >> 2, -8 & 0xff)
for op in ('1 // 0', '1 % 0', 'divmod(1, 0)', '1 / 0', '0 ** -1', '1 << -1', '1 >> -1', 'pow(2, 3, 0)', 'pow(2, -1, 4)'):
    try:
        eval(op)
    except Exception as e:
        print(op, '->', type(e).__name__, e)
a = int('256'); b = int('257'); c = int('257')
d = a - 261; e = b - 262
print(a is b - 1, b is c, b == c, d is e, d is a - 261, c - 1 is a)
print(int(3.99), int(-3.99), int('  12 '), int('-0x1f', 16), int('0b101', 0), int('1_000'), int(True))
for text in ('', 'abc', '1__0', '0x', '12a', '0b12'):
    try:
        int(text, 0)
    except ValueError as e:
        print(repr(text), e)
x = 5
x += 2; print(x)
x -= 10; print(x)
x *= -4; print(x)
x //= 5; print(x)
x %= 2; print(x)
x **= 3; print(x)
x |= 12; x &= 10; x ^= 3; x <<= 4; x >>= 1
print(x)
print((5).bit_length(), (-256).bit_length(), (0).bit_length(), (255).bit_count())
print((1024).to_bytes(4, 'big'), (-2).to_bytes(2, 'little', signed=True), int.from_bytes(b'\x01\x00', 'big'))
print((5).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate())
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-15, -1), (7).__index__(), abs(-9), +3, -3)
