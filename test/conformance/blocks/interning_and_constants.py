# What is one object and what is not: compile-time constants, interned names, results of operations.
import sys
a = 'hello'; b = 'hello'; c = 'hel' + 'lo'; d = ''.join(['hel', 'lo']); print(a is b, a is c, a is d, a == d, sys.intern(d) is a)
s1 = 'with space'; s2 = 'with space'; print(s1 is s2); exec("t = 'with space'"); print(t is s1, t == s1); exec("u = 'identifier_like'"); v = 'identifier_like'; print(u is v)
x = 257; y = 257; print(x is y); exec('z = 257'); print(z is x); m = 256; exec('n = 256'); print(m is n); big1 = 10 ** 20; big2 = 10 ** 20; print(big1 is big2, big1 == big2)
f1 = 1.5; f2 = 1.5; print(f1 is f2); t1 = (1, 2); t2 = (1, 2); print(t1 is t2); t3 = (1, [2]); t4 = (1, [2]); print(t3 is t4); by1 = b'abc'; by2 = b'abc'; print(by1 is by2)
def f(): return 'in function', 12345, 1.25, (7, 8, 'nine'), b'bb', 2j
def g(): return 'in function', 12345, 1.25, (7, 8, 'nine'), b'bb', 2j
print([p is q for p, q in zip(f(), g())], [p is q for p, q in zip(f(), f())], f.__code__.co_consts == g.__code__.co_consts, f() is g())
def h(): return 'a' * 20, 'a' * 5000, 2 ** 100, 2 ** 1000, (1,) * 5, 'ab' 'cd', -5, not True, 1 + 2 * 3, 'x' + 'y', (1, 2)[0], 'abc'[1], 1 < 2, 5 if 1 else 6, 10 // 3, 1 << 10, ~5, 3 & 1, 7.0 / 2
print([type(v).__name__ for v in h.__code__.co_consts], h.__code__.co_consts[1][:4] if isinstance(h.__code__.co_consts[1], str) else h.__code__.co_consts[1], len(h.__code__.co_consts))
def k(x): return x in [1, 2], x in {1, 2}, x in (1, [2]), [1, 2, 3], {1, 2, 3}, (1, (2, 3)), {'a': 1, 'b': 2}, {'a': x, 'b': x, 'c': x}
print(k.__code__.co_consts); names = [n for n in ('alpha', 'beta')]; print(names[0] is sys.intern('alpha'), chr(233) is chr(233), chr(300) is chr(300), 'ab'.upper()[0] is 'ba'.upper()[1])
class C: attr_name = 1
o = C(); o.new_attr = 2; k1 = list(vars(o))[0]; k2 = 'new_' + 'attr'; k3 = ''.join(['new_', 'attr']); print(k1 is k2, k1 is k3, sys.intern(k3) is k1); d = {'key_name': 1}; k4 = list(d)[0]; print(k4 is sys.intern('key_name')); d2 = {''.join(['dyn', 'amic']): 1}; print(list(d2)[0] is sys.intern('dynamic'))
def kw(**k): return list(k)[0]
kn = ''.join(['kw', 'name']); print(kw(**{kn: 1}) is kn, kw(kwname=1) is kn, kw(kwname=1) is sys.intern('kwname')); setattr(o, ''.join(['se', 't1']), 1); print(list(vars(o))[1] is sys.intern('set1')); ns = type('N', (), {''.join(['ty', 'pe1']): 1}); print([n for n in vars(ns) if n == 'type1'][0] is sys.intern('type1'))
print([int('5')][0] is [2 + 3][0], int('257') is int('257'), float('1.0') is float('1.0'), str(5) is str(5), str(12) is str(12), bool(5) is (1 < 2), tuple() is tuple([]), frozenset() is frozenset(), bytes() is b''[:], '' .join([]) is str(), range(0) is range(0), [] is [], {} is {}, type(1) is int, len('a') is len('b'), -6 + len('') is -6 + len(''), -5 + len('') is -5 + len(''), 'abc'.upper() is 'abc'.upper(), 'abc'.strip() is 'abc'.strip(), 'a b'.split()[0] is 'a c'.split()[0], 'ab cd'.split()[0] is 'ab ce'.split()[0])
