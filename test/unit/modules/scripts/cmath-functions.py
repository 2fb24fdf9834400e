import cmath, math
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))
inf, nan = math.inf, math.nan
names = ('acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'exp', 'log', 'log10', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'phase', 'polar', 'isfinite', 'isinf', 'isnan')
parts = (-inf, -2.5, -0.0, 0.0, 0.75, inf, nan)
for n in names:
    f = getattr(cmath, n)
    for a in parts:
        for b in parts:
            t(f, complex(a, b))
    for z in (1, 2.5, 1j, -1, True, 1e308 + 1e308j, 1e-320 + 1e-320j, 1000 + 1j, 'a', 1 + 0j, 1e200j):
        t(f, z)
for a in parts:
    for b in parts:
        t(cmath.rect, a, b)
t(cmath.log, 8, 2); t(cmath.log, 1j, 1j); t(cmath.log, 2, 1); t(cmath.log, 0, 2); t(cmath.isclose, 1, 1 + 1e-10j); t(cmath.isclose, 1, 1.1); t(cmath.isclose, 1, 2, rel_tol=-1); t(cmath.rect, 1); t(cmath.rect, 'a', 1)
class C:
    def __complex__(self): return 3 + 4j
t(cmath.sqrt, C()); print(cmath.infj, cmath.nanj, cmath.pi, cmath.tau)
