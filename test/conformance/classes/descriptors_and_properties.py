# Data and non-data descriptors, __set_name__, property in full, lookup order.
class Data:
    def __set_name__(self, owner, name): self.name = name; print('set_name', owner.__name__, name)
    def __get__(self, obj, cls=None): return self if obj is None else f'data:{obj.__dict__.get("_" + self.name)}'
    def __set__(self, obj, v): obj.__dict__['_' + self.name] = v
    def __delete__(self, obj): print('delete', self.name); obj.__dict__.pop('_' + self.name, None)
class NonData:
    def __get__(self, obj, cls=None): return f'nondata:{obj is None}:{cls.__name__}'
class C:
    d = Data(); n = NonData(); plain = 'class'
c = C(); c.d = 5; print(c.d, C.d.name, c.n, C.n, c.__dict__); c.n = 'instance'; print(c.n, C().n); c.__dict__['d'] = 'shadow?'; print(c.d); del c.d; print(c.d)
class ReadOnly:
    def __get__(self, o, t=None): return 42
    def __set__(self, o, v): raise AttributeError('read only!')
class R: x = ReadOnly()
r = R()
for code in ("r.x = 1", "del r.x", "R.x = 5", "r.x = 7; print(r.x)"):
    try:
        exec(code)
    except AttributeError as e:
        print(code, '->', e)
class P:
    def __init__(self): self._v = 1
    @property
    def v(self): "the doc"; return self._v
    @v.setter
    def v(self, x): self._v = x * 10
    @v.deleter
    def v(self): print('deleting'); self._v = None
    @property
    def ro(self): return 'ro'
    @property
    def fails(self): return self.nope
    w = property(lambda s: 'w', doc='w doc')
    noget = property(None, lambda s, v: print('set', v))
p = P(); p.v = 5; print(p.v, P.v.__doc__, P.w.__doc__, type(P.v).__name__, P.v.fget(p)); del p.v; print(p.v); p.noget = 3; p.v = 2; p.v += 1; print(p.v)
for code in ("p.ro = 1", "del p.ro", "p.noget", "p.fails", "p.w = 1", "P.v.__get__()", "property(1).__get__(p)", "p.v.x = 1"):
    try:
        exec(code)
    except Exception as e:
        print(code, '->', type(e).__name__, e)
class Sub(P):
    @P.v.getter
    def v(self): return 'sub ' + str(P.v.fget(self))
    @property
    def ro(self): return super().ro + '!'
s = Sub(); s.v = 3; print(s.v, s.ro)
class Lazy:
    def __init__(self, f): self.f = f; self.name = f.__name__
    def __get__(self, o, t): v = o.__dict__[self.name] = self.f(o); print('computed'); return v
class Z:
    @Lazy
    def area(self): return 3 * 4
z = Z(); print(z.area, z.area, vars(z))
class G:
    def __getattr__(self, n):
        if n.startswith('dyn_'): return n[4:]
        raise AttributeError(f'no {n}!')
    def __setattr__(self, n, v): print('setattr', n, v); super().__setattr__(n, v)
    def __delattr__(self, n): print('delattr', n); object.__delattr__(self, n)
g = G(); g.a = 1; print(g.a, g.dyn_hello, hasattr(g, 'zzz'), getattr(g, 'zzz', 'dflt')); del g.a
try:
    g.a
except AttributeError as e:
    print(e)
class GA:
    x = 1
    def __getattribute__(self, n):
        if n == 'secret': raise AttributeError('hidden')
        return ('got', n, object.__getattribute__(self, 'x')) if n == 'y' else super().__getattribute__(n)
    def __getattr__(self, n): return 'fallback ' + n
q = GA(); print(q.x, q.y, q.secret, q.other)
class SM:
    @staticmethod
    def s(*a): return a
    @classmethod
    def c(cls, *a): return cls.__name__, a
    f = staticmethod(len); k = classmethod(lambda cls: cls)
print(SM.s(1), SM().s(2), SM.c(3), SM().c(4), SM.f('abc'), SM.k() is SM, SM.__dict__['s'].__func__(9), SM.__dict__['s'](8), type(SM.__dict__['c']).__name__, SM.c.__self__ is SM)
