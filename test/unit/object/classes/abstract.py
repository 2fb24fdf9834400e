class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc._abc_init(cls)
        return cls
    def register(cls, subclass): return _abc._abc_register(cls, subclass)
    def __instancecheck__(cls, instance): return _abc._abc_instancecheck(cls, instance)
    def __subclasscheck__(cls, subclass): return _abc._abc_subclasscheck(cls, subclass)
def abstractmethod(f):
    f.__isabstractmethod__ = True
    return f
class ABC(metaclass=ABCMeta): __slots__ = ()
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
class Half(Shape):
    def area(self): return 1
class Full(Half):
    name = 'full'
    @classmethod
    def make(cls): return cls()
t(Shape); t(Half); t(lambda: Full().area()); print(sorted(Shape.__abstractmethods__), sorted(Half.__abstractmethods__), Full.__abstractmethods__)
print(issubclass(Full, Shape), issubclass(int, Shape), isinstance(Full(), Shape), isinstance(3, Shape), isinstance(Full(), ABC))
a = _abc.get_cache_token(); print(Shape.register(int)); print(_abc.get_cache_token() - a)
print(issubclass(int, Shape), isinstance(3, Shape), issubclass(bool, Shape), isinstance('a', Shape), issubclass(int, ABC))
class Reg: pass
@Half.register
class Reg2: pass
print(Reg2, issubclass(Reg2, Half), issubclass(Reg2, Shape), issubclass(Reg2, Full), issubclass(Reg, Shape))
t(lambda: Shape.register(3)); t(lambda: Full.register(Shape)); t(lambda: issubclass(3, Shape)); print(Shape.register(Full) is Full)
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, c):
        if cls is Hook: return any('hookme' in b.__dict__ for b in c.__mro__) or NotImplemented
        return NotImplemented
def any(it):
    for x in it:
        if x: return True
    return False
class WithHook: hookme = 1
print(issubclass(WithHook, Hook), isinstance(WithHook(), Hook), issubclass(int, Hook))
class BadHook(ABC):
    @classmethod
    def __subclasshook__(cls, c): return 5
t(lambda: issubclass(int, BadHook))
for i in range(3):
    class Tmp: pass
    Hook.register(Tmp)
    print(issubclass(Tmp, Hook), len(_abc._get_dump(Hook)[0]))
del Tmp; gc_collect(); print(len(_abc._get_dump(Hook)[0]), len(_abc._get_dump(Hook)))
_abc._reset_caches(Hook); _abc._reset_registry(Hook); print([len(x) for x in _abc._get_dump(Hook)[:3]])
class Seq(ABC): __abc_tpflags__ = 1 << 5
class MySeq(Seq): pass
class Other: pass
Seq.register(Other)
print(Seq.__flags__ >> 5 & 1, MySeq.__flags__ >> 5 & 1, Other.__flags__ >> 5 & 1, '__abc_tpflags__' in Seq.__dict__)
t(lambda: ABCMeta('X', (), {'__abc_tpflags__': 96})); t(lambda: _abc._abc_subclasscheck(int, int)); t(lambda: getsizeof(Shape._abc_impl))
