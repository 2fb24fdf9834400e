# Integers of many digits: every operation, both signs, conversions.
a = 2 ** 100
b = 3 ** 70
for x, y in ((a, b), (-a, b), (a, -b), (-a, -b), (b, 12345), (b, -12345), (a, 2 ** 30), (a, 2 ** 31 - 1)):
    print(x + y, x - y)
    print(x * y)
    print(x // y, x % y)
    print(divmod(y, x))
    print(x & y, x | y, x ^ y)
print(~a, a >> 33, -a >> 33, a << 17, -a << 3)
print((a - 1) & (2 ** 64 - 1), a >> 200, -a >> 200)
print(pow(b, 123, 10 ** 40 + 7), pow(b, a, 97))
print(a == 2 ** 100, a < b, a > b, -a < b, hash(a), hash(-a), hash(2 ** 61 - 1), hash(2 ** 61))
print(a.bit_length(), (a - 1).bit_length(), (a - 1).bit_count())
print(a.to_bytes(13, 'big').hex(), int.from_bytes(b'\xff' * 20, 'big'), int.from_bytes(b'\xff' * 20, 'little', signed=True))
print(hex(b), oct(b), bin(b))
print(int(hex(b), 16) == b, int('9' * 40) + 1, int('-' + '8' * 35))
print(float(a), float(b), int(1e30), int(-1e25), a / b, b / a, a / 3)
print(10 ** 50 // 7, 10 ** 50 % 7, -10 ** 50 // 7, -10 ** 50 % 7)
f = 1
for i in range(1, 51):
    f *= i
print(f)
print(sum(str(f).count(d) for d in '0123456789'), len(str(2 ** 5000)), str(2 ** 5000)[:30], str(2 ** 5000)[-30:])
try:
    a.to_bytes(12, 'big')
except OverflowError as e:
    print(e)
try:
    float(10 ** 400)
except OverflowError as e:
    print(e)
try:
    int('1' * 5000)
except ValueError as e:
    print(e)
try:
    str(10 ** 5000)
except ValueError as e:
    print(e)
print(10 ** 400 > 1e308, 10 ** 400 > float('inf'), a == float(a), a + 1 == float(a))
fib = [0, 1]
while len(fib) < 200:
    fib.append(fib[-1] + fib[-2])
print(fib[199], fib[199] % fib[100])
