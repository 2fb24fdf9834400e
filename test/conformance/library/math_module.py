# The math module: every group of functions, special values and errors.
import math
for f in ('sqrt', 'exp', 'log', 'log2', 'log10', 'log1p', 'expm1', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'gamma', 'lgamma', 'erf', 'erfc', 'fabs', 'floor', 'ceil', 'trunc', 'degrees', 'radians', 'exp2', 'cbrt'):
    out = []
    for x in (0.5, 1, 2.0, -1.5, 0.0, float('inf')):
        try: out.append(float('%.12g' % getattr(math, f)(x)))
        except (ValueError, OverflowError) as e: out.append(str(e))
    print(f, out)
print(math.pi, math.e, math.tau, math.inf, math.nan, math.gcd(12, 18), math.gcd(), math.gcd(0, 5, 10), math.lcm(4, 6), math.lcm(), math.lcm(0, 3), math.factorial(20), math.comb(10, 3), math.comb(3, 5), math.perm(5, 2), math.perm(5), math.isqrt(10 ** 20 + 5), math.isqrt(99))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(2.9), math.modf(3.25), math.modf(-3.25), math.frexp(10.0), math.ldexp(0.5, 4), math.fmod(7, -3), math.remainder(7, 4), math.copysign(3, -0.0), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)), math.pow(2, 10), math.atan2(1, -1), math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3, 4]), math.prod([], start=5), math.log(8, 2), math.log(10 ** 400), math.log2(2 ** 1000), math.log10(10 ** 300))

# Tests and neighbours of floats.
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1e308), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10, abs_tol=1e-9), math.nextafter(1.0, 2.0), math.nextafter(0, 1), math.ulp(1.0), math.ulp(1e300), math.e ** math.pi)
for call in ("math.sqrt(-1)", "math.log(0)", "math.log(-5)", "math.factorial(-1)", "math.factorial(1.5)", "math.comb(-1, 2)", "math.gcd(1.5)", "math.exp(1000)", "math.pow(0, -1)", "math.acos(2)", "math.floor('a')", "math.sqrt('a')", "math.fmod(1, 0)", "math.isqrt(-1)", "math.log(1, 1)", "math.log()", "math.hypot('a')", "math.dist((1,), (1, 2))", "math.ldexp(1, 5000)", "math.trunc('x')", "math.sin()", "math.ceil(float('nan'))", "math.floor(float('inf'))", "math.perm(2, -1)", "math.fsum(['a'])", "math.prod(['a', 'b'])", "math.gamma(-1)", "math.gamma(200)"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
