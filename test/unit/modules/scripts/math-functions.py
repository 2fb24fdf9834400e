import math
def t(f, *a):
    try:
        print(repr(f(*a)))
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))
inf = math.inf
nan = math.nan
one = ('acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'ceil', 'cos', 'cosh', 'degrees', 'erf', 'exp', 'exp2', 'expm1', 'fabs', 'floor', 'frexp', 'gamma', 'isfinite', 'isinf', 'isnan',
       'lgamma', 'log', 'log1p', 'log10', 'log2', 'modf', 'radians', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc', 'ulp')
for name in one:
    f = getattr(math, name)
    for x in (0, -0.0, 1, -1, 0.5, 2.5, -2.5, 100, 1000, -1000, 1e22, 1e-10, inf, -inf, nan, 'a', 5, 170.5, True, 10 ** 30):
        t(f, x)
two = ('atan2', 'copysign', 'fmod', 'pow', 'remainder', 'nextafter', 'hypot')
for name in two:
    f = getattr(math, name)
    for x in (0, -0.0, 1.5, -2.5, 7, inf, -inf, nan):
        for y in (0, -0.0, 2, -3, 0.5, inf, -inf, nan):
            t(f, x, y)
    t(f, 1, 'a')
    t(f, 1)
for a in ((), (12,), (12, 18), (-12, 18, 9), (2 ** 100, 6 ** 50), (0, 0), (1.5, 2)):
    t(math.gcd, *a)
    t(math.lcm, *a)
for x in (0, 1, 2, 10, 24, 25, 2 ** 60, 2 ** 64 - 1, 10 ** 40, -1, 1.5, 'a'):
    t(math.isqrt, x)
for x in (0, 1, 5, 20, 25, 30, -1, 1.0, 2 ** 70, True):
    t(math.factorial, x)
for a in ((5, 2), (5, 0), (5, 6), (100, 50), (-1, 2), (5, -1), (5, 1.5), (2 ** 70, 2), (5,), (60, 30)):
    t(math.comb, *a)
    t(math.perm, *a)
t(math.perm, 5, None)
for a in ((8, 2), (8, 1), (0, 2), (-1, 2), (2, -1), (10 ** 400, 10), (2, 10 ** 400), (8, 'a'), (8, 2, 3), (inf, 2)):
    t(math.log, *a)
t(math.log2, 2 ** 2000); t(math.log10, 10 ** 500); t(math.log2, 10 ** 5)
for seq in ([0.1] * 10, [1e308, 1e308, -1e308], [1, 2, 3], [inf, 1], [inf, -inf], [nan, 1], [1e100, 1, -1e100], [], ['a'], 5, [1e-16, 1, 1e16], (2 ** 53, 1.0, 1e-100)):
    t(math.fsum, seq)
t(math.prod, [1, 2, 3]); t(math.prod, [1.5, 2]); t(math.prod, []); t(math.prod, ['a', 2]); t(lambda: math.prod([2], start=5)); t(lambda: math.prod([2], 5))
t(math.dist, (1, 2), (4, 6)); t(math.dist, [1, 2, 3], (1, 1, 1)); t(math.dist, (1,), (1, 2)); t(math.dist, 5, 6); t(math.hypot); t(math.hypot, 3); t(math.hypot, 1, 2, 3, 4); t(math.hypot, 1e200, 1e200); t(math.hypot, 1e-320, 2e-320)
for a in ((1, 10), (0.5, -1074), (1, 2000), (1, -2000), (1.5, 'a'), (inf, 5), (1, 2 ** 70), (1, -2 ** 70), (3, 1022), (0.75, -1073), (5e-324, 1074)):
    t(math.ldexp, *a)
t(math.isclose, 1, 1 + 1e-10); t(math.isclose, 1, 1.1); t(lambda: math.isclose(1, 1.1, rel_tol=0.2)); t(lambda: math.isclose(1, 2, abs_tol=-1)); t(math.isclose, 1); t(math.isclose, inf, inf)
class R:
    def __ceil__(self): return 'c'
    def __floor__(self): return 'f'
    def __trunc__(self): return 't'
    def __float__(self): return 0.5
t(math.ceil, R()); t(math.floor, R()); t(math.trunc, R()); t(math.sin, R()); t(math.trunc, object())
print(math.pi, math.e, math.tau, math.__name__, math.__doc__)
