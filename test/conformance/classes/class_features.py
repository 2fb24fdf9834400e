# Class bodies, name mangling, class getitem, annotations, __new__, attributes of types, dynamic changes.
class C:
    "class doc"
    x: int = 1
    y: 'str'
    __private = 'mangled'
    def __m(self): return 'mangled method'
    def call(self): return self.__m(), self.__private, _C__free if '_C__free' in globals() else 'none'
    for i in range(3): pass
    if True: cond = 'yes'
    def __class_getitem__(cls, k): return (cls.__name__, k)
    z = lambda self: 'lambda method'
print(C.__doc__, C.__annotations__, C._C__private, C().call(), C.i, C.cond, C[int], C[1, 2], C().z(), sorted(k for k in vars(C) if not k.startswith('__')), C.__dict__.__class__.__name__, C.__module__, C.__name__)
o = C(); o.a = 1; C.late = lambda self: ('late', self.a); print(o.late(), o.__class__.__name__, vars(o), dir(o)[-5:]); C.__name__ = 'Renamed'; print(C, type(o).__name__, C.__qualname__)
for code in ("C.__name__ = 5", "C.nope", "del C.nope", "C().nope", "C.__dict__['a'] = 1", "int.x = 1", "del int.real", "C().__class__ = 5", "C.__bases__ = ()", "C.__class__ = 5", "C.__doc__ = 'n'; print(C.__doc__)", "C.__dict__ = {}", "object().x = 1", "object().__dict__", "(5).x = 1", "'a'.x", "[].__class__ = C", "C.__mro__ = ()", "o.__dict__ = 5"):
    try:
        exec(code)
    except Exception as e:
        print(code, '->', type(e).__name__, e)
o.__dict__ = {'fresh': 1}; print(o.fresh, hasattr(o, 'a')); o.__dict__['k'] = 2; print(o.k); del o.__dict__; print(vars(o))
class New:
    count = 0
    def __new__(cls, *args, **kw): New.count += 1; self = object.__new__(cls); self.args = args; return self
    def __init__(self, *args, **kw): self.inited = True
n = New(1, 2, k=3); print(n.args, n.inited, New.count)
class OnlyNew:
    def __new__(cls, a): return super().__new__(cls)
class OnlyInit:
    def __init__(self, a): self.a = a
for f in (lambda: OnlyNew(), lambda: OnlyNew(1), lambda: OnlyInit(), lambda: OnlyInit(1, 2), lambda: object(1), lambda: C(1), lambda: object.__new__(5), lambda: object.__new__(int), lambda: int.__new__(str), lambda: OnlyInit.__init__(), lambda: object.__new__()):
    try:
        f(); print('fine')
    except TypeError as e:
        print(e)
class RetInit:
    def __init__(self): return 5
try:
    RetInit()
except TypeError as e:
    print(e)
class Fail:
    a = 1
    try:
        b = 1 / 0
    except ZeroDivisionError:
        b = 'handled'
print(Fail.b)
try:
    class Raises:
        raise ValueError('in body')
except ValueError as e:
    print(e, 'Raises' in globals())
class Outer:
    class Inner:
        v = 1
        class Deep: pass
    def get(self): return self.Inner.v
print(Outer.Inner.Deep.__qualname__, Outer().get(), Outer.Inner, repr(Outer.Inner.Deep))
print(list[int], dict[str, int], tuple[int, ...], list[int].__origin__, list[int].__args__, type(list[int]).__name__, int | str, int | None, isinstance(5, int | str), list[int]([1, 2]), (int | str).__args__)
for f in (lambda: int[5], lambda: isinstance(1, list[int]), lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: isinstance(1, (int, 5)), lambda: isinstance('a', (int, 5)), lambda: int | 5):
    try:
        print(f())
    except TypeError as e:
        print(e)
class Callable:
    def __call__(self): return 'called'
k = Callable(); k.__call__ = lambda: 'instance'; print(k(), k.__call__()); Callable.__call__ = lambda self: 'changed'; print(k())
print(getattr(C, 'x'), getattr(o, 'zz', 5), setattr(o, 'w', 6), o.w, delattr(o, 'w'), hasattr(o, 'w'), isinstance(C, type), type(C()) is C, C.__weakref__ is not None, bool(C), C == C, C != int, hash(C) == hash(C), {C: 1}[C])
