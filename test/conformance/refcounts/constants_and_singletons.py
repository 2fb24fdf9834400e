# Counts of constants, small ints, interned strings and types as differences.
import sys
rc = sys.getrefcount
def diff(x, f):
    before = rc(x); keep = f(); return rc(x) - before
print('None', diff(None, lambda: [None] * 10), diff(None, lambda: (None, None)), diff(None, lambda: {'a': None}), diff(None, dict), diff(None, lambda: slice(1)), diff(None, lambda: (lambda: None)))
print('True', diff(True, lambda: [1 < 2, 2 < 3]), diff(False, lambda: [not 1] * 3), diff(..., lambda: [...] * 4), diff(NotImplemented, lambda: [NotImplemented]))
print('small ints', diff(5, lambda: [2 + 3, 10 // 2, len('abcde'), int('5'), 5.0 .__int__()]), diff(0, lambda: [0] * 7), diff(-5, lambda: [-10 + 5]), diff(256, lambda: [255 + 1, 2 ** 8]), diff(257, lambda: [256 + len('a')]))
print('chars', diff('a', lambda: ['abc'[0], chr(97), 'xa'[1:]]), diff('', lambda: ['abc'[0:0], str()]), diff('é', lambda: ['é'[0], chr(233)]), diff(b'', lambda: [bytes(), b'a'[1:]]), diff(b'a', lambda: [b'abc'[:1], bytes([97])]), diff((), lambda: [tuple(), ()[:], (1,)[1:]]))
class C: pass
print('class', rc(C), diff(C, lambda: [C() for _ in range(5)]), diff(C, lambda: type('D', (C,), {})), diff(C, lambda: C.mro), diff(type, lambda: type('E', (), {})), diff(object, lambda: object()))
print('types', diff(list, lambda: [[], []]), diff(int, lambda: [10 ** 10]), diff(dict, lambda: {}), diff(type(rc), lambda: [].append), diff(type(lambda: 0), lambda: (lambda: 0)))
def f():
    x = 'constant string with spaces'
    return rc(x)
def g():
    return rc('constant string with spaces'), rc(3.25), rc((1, 'a', 2.5)), rc(1234567), rc(b'bytes const'), rc(1j)
print(f(), g(), f(), g())
print(rc('name_like'), rc('not name like!'), rc(99999), rc(2.5), rc((9, 8)), rc(''.join(['ru', 'ntime'])))
code = compile("import sys\ndef h(): return sys.getrefcount('some const!'), sys.getrefcount(54321)\nr = h()\nq = sys.getrefcount(54321)", 'x', 'exec'); ns = {}; exec(code, ns); print(ns['r'], ns['q'])
exec("import sys\nprint(sys.getrefcount('fresh text const'), sys.getrefcount(765432))"); print(eval("rc('eval const!!')"), eval(compile("rc('eval const 2!')", 'x', 'eval')))
s = sys.intern('interned_' + str(len('abc'))); print(rc(s)); d = {s: s}; print(rc(s)); o = C(); setattr(o, s, 1); print(rc(s)); del d, o; print(rc(s)); getattr(C, s, None); print(rc(s)); hasattr(C(), s); print(rc(s))
n = 10 ** 20; print(rc(n), rc(n + 0), rc(-(-n)), rc(+n)); l = [n, n]; print(rc(n)); m = n; print(rc(n), rc(m)); x = y = z = n; print(rc(n)); t = 'abc' * 100; print(rc(t), rc(str(t)), rc(t[:]), rc(t + ''), rc('' + t), rc(t * 1), rc(t.strip()), rc(t.upper())); fl = 1.5 * 3; print(rc(fl), rc(float(fl)), rc(+fl), rc(abs(fl)))
print(rc(C.__dict__), rc(C.__mro__), rc(C.__bases__), rc(C().__dict__), rc(f.__code__), rc(f.__globals__) > 3, rc(f.__defaults__) > 1000, rc(f.__code__.co_consts), rc(f.__name__) > 1, rc(sys) > 9, rc(C.__name__) > 10 ** 9)
