# Fractions from the library, and bit tricks on integers.
from fractions import Fraction as F
print(F(1, 3) + F(1, 6), F(3, 4) * 2, F(1, 2) / F(3, 4), F(7, 2) // 1, F(7, 2) % 1, -F(1, 2), abs(F(-3, 5)), F(2, 3) ** 3, F(2, 3) ** -2, F(4, 9) ** 0.5)
print(F('3/7'), F('0.125'), F('1e-3'), F(0.1).limit_denominator(10), F(0.5), F(3), F(6, -4), F(), repr(F(1, 2)), str(F(4, 2)), float(F(1, 3)), int(F(7, 2)), round(F(7, 3)), round(F(22, 7), 3))
print(F(1, 2) == 0.5, F(1, 2) < F(2, 3), F(1, 2) < 1, hash(F(1, 2)) == hash(0.5), F(1, 2) in {0.5}, sum([F(1, n) for n in range(1, 10)]), max(F(1, 2), F(2, 3)), F(5, 3).numerator, F(5, 3).denominator, F(1, 2) + 0.5, F(1, 2) + 1j if 0 else '', divmod(F(7, 2), F(1, 2)))
for bad in ('F(1, 0)', "F('x')", "F(1.5, 2)", "F('1/0')", "F([])", "F(1, 2) + 'a'", "F(1, 2) < 'a'"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)


def popcount(n):
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


def reverse_bits(n, width):
    out = 0
    for _ in range(width):
        out = out << 1 | n & 1
        n >>= 1
    return out


def gray(n): return n ^ n >> 1
def next_power(n): return 1 << (n - 1).bit_length()
def swap(a, b):
    a ^= b; b ^= a; a ^= b
    return a, b


print([popcount(n) for n in range(10)], popcount(2 ** 100 - 1), reverse_bits(0b1011, 4), [gray(n) for n in range(8)], next_power(100), swap(5, 9))
print([n for n in range(1, 70) if n & n - 1 == 0], -1 & 0xffff, ~0, -8 >> 1, -1 >> 100, 1 << 70, (1 << 70) - 1 & 0xff, 0x12345678 >> 8 & 0xff)
x = 0
for i in (1, 3, 5, 64, 65):
    x |= 1 << i
print(x, bin(x), [i for i in range(70) if x >> i & 1], x.bit_count(), (x & -x).bit_length() - 1)
h = 2166136261
for b in b'hash me':
    h = (h ^ b) * 16777619 & 0xffffffff
print(h, hex(h), h % 1000)
crc = 0xffffffff
for b in b'123456789':
    crc ^= b
    for _ in range(8):
        crc = crc >> 1 ^ (0xedb88320 if crc & 1 else 0)
print(hex(crc ^ 0xffffffff), int('ff' * 10, 16).to_bytes(10, 'big'), int.from_bytes(b'\x80', 'big', signed=True))
lfsr = 0xace1
seen = 0
while True:
    bit = (lfsr ^ lfsr >> 2 ^ lfsr >> 3 ^ lfsr >> 5) & 1
    lfsr = lfsr >> 1 | bit << 15
    seen += 1
    if lfsr == 0xace1 or seen > 3000:
        break
print(seen, lfsr)
