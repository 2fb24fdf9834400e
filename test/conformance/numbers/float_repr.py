# repr and str of floats: shortest round-trip digits, exponents, special values.
import math
values = [0.0, -0.0, 1.0, 0.1, 0.2, 0.1 + 0.2, 1 / 3, 2 / 3, 1e15, 1e16, 1e17, 123456789012345678.0, 1e22, 1e23, 1e-4, 1e-5,
          0.00012345, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0, 1.5, 2.5, 1e100, -1e-100,
          float('inf'), float('-inf'), float('nan'), 3.141592653589793, 2.718281828459045, 1e21, 4.35, 0.5, 100.0, 1e5]
for v in values:
    print(repr(v), str(v), [v])
for text in ('1.5', ' 2.5e3 ', '-.5', '5.', 'inf', '-Infinity', 'nan', '1_0.0_1', '1e-400', '1e400'):
    print(repr(text), float(text))
for text in ('', '.', '1.5x', '1__0', 'e5', '--1'):
    try:
        float(text)
    except ValueError as e:
        print(e)
print((0.1).hex(), (-1.5).hex(), (0.0).hex(), float.fromhex('0x1.8p3'), float.fromhex('-0x.8'), float('inf').hex())
print((0.75).as_integer_ratio(), (0.1).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer())
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1.5, 0), round(1e20))
print(1.0 == 1, 0.1 + 0.2 == 0.3, float('nan') == float('nan'), 0.0 == -0.0, hash(1.0) == hash(1), hash(0.5), hash(float('inf')))
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(7.5, -2), 2.0 ** 0.5, (-8) ** (1 / 3))
print(math.inf - math.inf, math.inf * 0, 1e308 * 10, -1e308 * 10)
for op in ('1.0 / 0', '1.0 // 0', '1.0 % 0', '0.0 ** -1', '(10.0) ** 400', 'int(float("inf"))', 'int(float("nan"))', 'round(float("nan"))'):
    try:
        print(eval(op))
    except Exception as e:
        print(op, type(e).__name__, e)
print(abs(-2.5), -2.5, +2.5, int(2.9), bool(0.0), bool(-0.0), bool(float('nan')))
print(1.5.__class__, 1.0.real, 1.5.imag, 1.5.conjugate(), math.trunc(-2.5), math.floor(-2.5), math.ceil(-2.5))
