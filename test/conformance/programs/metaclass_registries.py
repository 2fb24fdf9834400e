"""Metaclasses: registries, field collection (mini ORM), singletons, abstract interfaces, prepare, slots."""
import sys, gc, abc, collections
class Field:
    counter = 0
    def __init__(self, kind, default=None, required=False):
        self.kind, self.default, self.required = kind, default, required; Field.counter += 1; self.order = Field.counter
    def __set_name__(self, owner, name): self.name = name; self.slot = '_' + name
    def __get__(self, o, t=None): return self if o is None else o.__dict__.get(self.slot, self.default)
    def __set__(self, o, v):
        if not isinstance(v, self.kind): raise TypeError(f'{type(o).__name__}.{self.name} must be {self.kind.__name__}, not {type(v).__name__}')
        o.__dict__[self.slot] = v
    def __delete__(self, o): o.__dict__.pop(self.slot, None)
class ModelMeta(type):
    registry = {}
    @classmethod
    def __prepare__(m, name, bases, **kw): print('prepare', name, kw); return collections.OrderedDict()
    def __new__(m, name, bases, ns, table=None, **kw):
        cls = super().__new__(m, name, bases, dict(ns), **kw)
        inherited = {}
        for b in reversed(cls.__mro__[1:]): inherited.update(getattr(b, '_fields', {}))
        cls._fields = {**inherited, **{k: v for k, v in ns.items() if isinstance(v, Field)}}
        cls.table = table or name.lower() + 's'
        m.registry[name] = cls
        return cls
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(cls, *a, **kw): o = super().__call__(*a, **kw); o.validate(); return o
    def __iter__(cls): return iter(cls._fields)
    def __len__(cls): return len(cls._fields)
    def __contains__(cls, n): return n in cls._fields
    def __repr__(cls): return f'<model {cls.__name__}>'
class Model(metaclass=ModelMeta):
    def __init__(self, **kw):
        for k, v in kw.items():
            if k not in type(self): raise AttributeError(f'no field {k}')
            setattr(self, k, v)
    def validate(self):
        for n, f in self._fields.items():
            if f.required and getattr(self, n) is None: raise ValueError(f'{n} is required')
    def insert(self): return f'INSERT INTO {self.table} ({", ".join(self._fields)}) VALUES ({", ".join(repr(getattr(self, n)) for n in self._fields)})'
class User(Model):
    name = Field(str, required=True)
    age = Field(int, 0)
class Admin(User, table='admins'):
    level = Field(int, 1)
print(User(name='ann', age=3).insert(), Admin(name='bob').insert(), list(Admin), len(User), 'age' in User, ModelMeta.registry, User.name is User.__dict__['name'])
for bad in (lambda: User(), lambda: User(name=5), lambda: User(nme='x'), lambda: User(name='x', age='y')):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
u = User(name='z'); del u.name; print(u.name, u.__dict__, User.__dict__['age'].order < Admin.__dict__['level'].order)
class Singleton(type):
    _i = {}
    def __call__(cls, *a, **k):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a, **k)
        return cls._i[cls]
class Config(metaclass=Singleton):
    def __init__(self, v=0): self.v = v
print(Config(1) is Config(2), Config().v, sys.getrefcount(Config))
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
    @classmethod
    def __subclasshook__(cls, c): return True if cls is Shape and any('area' in b.__dict__ for b in c.__mro__) else NotImplemented
class Sq(Shape):
    def area(self): return 4
class Duck:
    def area(self): return 1
try: Sq()
except TypeError as e: print(e)
print(isinstance(Duck(), Shape), issubclass(int, Shape), Sq.__abstractmethods__, Shape.register(int), issubclass(int, Shape))
class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print([k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__), A.__subclasses__(), type(D), D.__bases__, D.__base__)
try: type('X', (A, B), {})
except TypeError as e: print(e)
X = type('X', (object,), {'__slots__': ('a', 'b'), 'm': lambda self: self.a}); x = X(); x.a = 5; print(x.m(), sys.getsizeof(x), X.__slots__, sys.getsizeof(X) > 900)
gc.collect(); gc.disable(); n = sys.getallocatedblocks(); o = len(gc.get_objects()); k = type('K', (), {'f': lambda s: 1})
print(sys.getallocatedblocks() - n, len(gc.get_objects()) - o, sys.getrefcount(k)); del k; print(gc.collect(), sys.getallocatedblocks() - n)
class M(type):
    def __getattr__(cls, n): return f'dynamic {n}'
    @property
    def info(cls): return cls.__name__
class Dyn(metaclass=M): pass
print(Dyn.foo, Dyn.info, hasattr(Dyn(), 'foo'))
