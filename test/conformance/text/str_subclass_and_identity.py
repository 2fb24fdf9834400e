# Subclasses of str, interning, identity of results.
import sys


class S(str):
    tag = 'T'

    def __new__(cls, value, extra=None):
        self = super().__new__(cls, value)
        self.extra = extra
        return self

    def upper(self):
        return S(super().upper(), self.extra)

    def __add__(self, other):
        return 'added(' + str.__add__(self, other) + ')'


s = S('hello', extra=42)
print(s, s.extra, s.tag, type(s).__name__, type(s.upper()).__name__, type(s.lower()).__name__, s + 'x', s == 'hello', hash(s) == hash('hello'))
print({s: 1}['hello'], s.__dict__, isinstance(s, str), str(s) is s, type(str(s)), s[1:3], type(s[:]), type(s * 1), len(s), repr(s))
t = 'hello'
print(t[:] is t, str(t) is t, t.strip() is t, t * 1 is t, t + '' is t, '' + t is t, t.replace('z', 'y') is t, t.ljust(2) is t, '%s' % t is t, f'{t}' is t, ''.join([t]) is t, t.expandtabs() is t)
a = 'ident_1'; b = 'ident_1'; c = ''.join(['ident', '_1'])
print(a is b, a is c, a == c, sys.intern(c) is a, ''.join(['not', ' ident']) is ''.join(['not', ' ident']))
name = ''.join(['some', 'attr'])


class O:
    pass


o = O()
setattr(o, name, 1)
key = next(iter(o.__dict__))
print(key, key is name, key is sys.intern('someattr'))
try:
    sys.intern(S('x'))
except TypeError as e:
    print(e)
try:
    sys.intern(5)
except TypeError as e:
    print(e)
lit = 'abcd'; rep = 'aaa'; tup = ('x', 1)
same = lambda x, y: x is y
print(same('ab' 'cd', lit), same('a' * 3, rep), same(('x', 1), tup), same('no' + 't id', 'not id'))
print(S.__mro__, S('x').__class__.__name__, f'{s!s:>8}|{s!r}|{s:^9}|')
