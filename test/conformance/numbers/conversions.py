# Conversions between number types through special methods, and what goes wrong.
class I:
    def __init__(self, v): self.v = v
    def __int__(self): return self.v
class X:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
class F:
    def __init__(self, v): self.v = v
    def __float__(self): return self.v
class R:
    def __round__(self, n=None): return ('round', n)
    def __trunc__(self): return 7
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __abs__(self): return 'abs'
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'invert'
    def __divmod__(self, o): return ('divmod', o)
    def __pow__(self, o, m=None): return ('pow', o, m)
import math
print(int(I(5)), int(X(6)), float(X(7)), float(F(1.5)), complex(F(2.5)), [10, 20, 30][X(1)], 'abc'[X(0):X(2)], hex(X(255)))
print(round(R()), round(R(), 2), math.trunc(R()), math.floor(R()), math.ceil(R()), abs(R()), -R(), +R(), ~R(), divmod(R(), 3), pow(R(), 2), pow(R(), 2, 3), R() ** 4)
for cls, arg, f in ((I, 'x', int), (X, 1.5, int), (F, 1, float), (I, 5, float), (F, 1.5, int), (I, 5, hex), (X, 'a', hex)):
    try:
        print(cls.__name__, arg, f(cls(arg)))
    except Exception as e:
        print(cls.__name__, arg, f.__name__, '->', type(e).__name__, e)
for op in ("int('5', 40)", "int(5, 10)", "int([])", "int(None)", "float([])", "int('5', 'a')", "float('1,5')", "chr(-1)", "chr(0x110000)", "ord('ab')", "ord(5)", "hex(1.5)", "bin('1')", "abs('x')", "round('x')", "sum(['a'])", "sum('ab', '')", "1 + '1'", "'1' + 1", "[] + ()", "{} | []", "-'x'", "~1.5", "'a' * 'b'", "'a' - 'b'", "3 @ 4"):
    try:
        print(op, eval(op))
    except Exception as e:
        print(op, '->', type(e).__name__, e)
print(int.__add__(1, 2), (1).__add__(1.5), (1.5).__add__(1), (5).__rsub__(10), int.__floordiv__(7, 2), (3).__eq__(3.0), (3).__lt__('x'))
print(max(3, 1.5, 2), min([4, 2, 8]), max('abc', 'abd'), max([1, -5, 3], key=abs), min((), default='none'), sum([0.1] * 10), sum([1, 2], 10))
