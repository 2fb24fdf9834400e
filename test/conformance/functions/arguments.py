# Positional-only, keyword-only, defaults, * and **; every TypeError of a call.
def f(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f(*[1, 2], **{'d': 3, 'a': 9}), f(1, d=0, b=8), f(1, *(2,), *[3, 4], d=1, **{}, **{'q': 1}))
def pos(a, b, /): return a, b
def kwo(*, x, y=1): return x, y
def plain(a, b): return a, b
def dflt(a, b=[]): b.append(a); return b
def va(*a, **k): return a, k
print(pos(1, 2), kwo(x=5), plain(b=1, a=2), dflt(1), dflt(2), dflt(3, []), va(), va(1, x=2), va(*'ab', **{'k': 'v'}))
calls = ["pos(1)", "pos()", "pos(1, 2, 3)", "pos(a=1, b=2)", "pos(1, b=2)", "kwo()", "kwo(1)", "kwo(x=1, z=2)", "plain()", "plain(1)", "plain(1, 2, 3)", "plain(1, a=2)", "plain(1, c=2)", "plain(1, 2, c=3)",
         "f()", "f(1)", "va(**{1: 2})", "va(**5)", "va(*5)", "plain(*[1], **{'a': 2})", "plain(**{'a': 1}, **{'a': 2})", "kwo(y=2)", "(lambda: 1)(2)", "(lambda x: x)()", "(lambda *, k: k)()", "(lambda a, b, c: 1)()", "(lambda a, b, c: 1)(1)", "(lambda a, b=1: 1)(1, 2, 3)", "(lambda *, a, b, c: 1)()", "len()", "len(1, 2)", "len(x=1)", "int(1, 2, 3)", "print(nope=1)", "str.join()", "'a'.join()", "[].append(1, 2)", "isinstance(1)", "dict.fromkeys()", "sorted()", "sorted(1, 2, 3)", "max(1, 2, kee=3)", "getattr(1)", "object(1)", "type(1, 2)", "divmod(1)", "pow(1)", "range(1, 2, 3, 4)", "kwo(1, 2, x=1)", "f(1, 2, 3, e=1)"]
for c in calls:
    try:
        print(c, eval(c))
    except TypeError as e:
        print(c, '->', e)
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount, f.__code__.co_varnames, f.__code__.co_flags & 12)
f.__defaults__ = (20, 30); f.__kwdefaults__ = {'d': 'dd'}; print(f(1, e=0)); del f.__defaults__
try:
    f(1)
except TypeError as e:
    print(e)
def order(): print('default evaluated'); return 1
def g(x=order(), y=(lambda: 2)()): return x, y
print(g(), g(y=5)); log = []
def t(v): log.append(v); return v
va(t(1), *t([2]), t(3), k=t(4), **t({'m': 5}), n=t(6)); print(log)
class K:
    def m(self, a): return a
    @classmethod
    def c(cls, a): return a
    @staticmethod
    def s(a): return a
for c in ("K().m()", "K().m(1, 2)", "K.m(1)", "K.c()", "K.s()", "K().s(1, 2)", "K(1)", "K().m(b=1)", "K.m()"):
    try:
        print(c, eval(c))
    except TypeError as e:
        print(c, '->', e)
