# abc, the types module, typing basics.
import abc, types, typing, sys
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): return 'base area'
    @property
    @abc.abstractmethod
    def name(self): ...
    @classmethod
    @abc.abstractmethod
    def make(cls): ...
    def describe(self): return f'{self.name} {self.area()}'
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2, super().area()
    @property
    def name(self): return 'sq'
    @classmethod
    def make(cls): return cls(2)
class Half(Shape):
    def area(self): return 1
for c in (Shape, Half):
    try: c()
    except TypeError as e: print(e)
print(Sq(3).describe(), Sq.make().area(), sorted(Shape.__abstractmethods__), Sq.__abstractmethods__, isinstance(Sq(1), Shape))
class Duck(abc.ABC):
    @classmethod
    def __subclasshook__(cls, C): return True if hasattr(C, 'quack') else NotImplemented
class D1:
    def quack(self): pass
class D2: pass
print(isinstance(D1(), Duck), isinstance(D2(), Duck), issubclass(D1, Duck)); Duck.register(D2); print(isinstance(D2(), Duck), issubclass(D2, Duck), Duck in D2.__mro__)
@Shape.register
class V: pass
print(isinstance(V(), Shape), abc.get_cache_token() >= 0, isinstance(abc.ABCMeta, type), type(Shape).__name__)
class AM(metaclass=abc.ABCMeta):
    @staticmethod
    @abc.abstractmethod
    def s(): pass
    x = abc.abstractmethod(lambda self: 1)
try: AM()
except TypeError as e: print(e)
print(types.FunctionType is type(lambda: 0), types.GeneratorType.__name__, types.MethodType.__name__, types.ModuleType, types.NoneType, types.SimpleNamespace(a=1, b=[2]), types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1), types.MappingProxyType({'a': 1}), types.new_class('N', (int,), {}, lambda ns: ns.update(x=5)).x, types.resolve_bases((int,)), types.prepare_class('X')[1:], types.CodeType.__name__, types.CellType(5).cell_contents, types.EllipsisType, types.GenericAlias(list, (int,)), types.UnionType)
mp = types.MappingProxyType(d := {'k': 1}); d['z'] = 2; print(mp['z'], len(mp), list(mp), mp | {'q': 3}, 'k' in mp, mp.get('n'), mp.copy(), mp == d)
try: mp['a'] = 1
except TypeError as e: print(e)
ns = types.SimpleNamespace(x=1); ns.y = 2; del ns.x; print(ns, ns.__dict__, vars(ns)); 
@types.coroutine
def co(): yield 1
print(types.DynamicClassAttribute.__name__, next(co()), types.get_original_bases if hasattr(types, 'get_original_bases') else 'none')
from typing import List, Dict, Optional, Union, Any, Callable, TypeVar, Generic, NamedTuple, TypedDict, Protocol, Literal, get_type_hints, get_origin, get_args, cast, overload, Final, ClassVar, Tuple, Iterable, runtime_checkable, NewType, Annotated, TYPE_CHECKING
T = TypeVar('T')
class Stack(Generic[T]):
    def __init__(self): self.l: List[T] = []
    def push(self, x: T) -> None: self.l.append(x)
s = Stack[int](); s.push(1); print(s.l, Stack[int], Stack.__parameters__, Stack.__orig_bases__, T, List[int], Dict[str, List[int]], Optional[int], Union[int, str], Union[int, int], Callable[[int], str], Any, Literal['a', 1], Tuple[int, ...], Iterable[T], get_origin(List[int]), get_args(Dict[str, int]), Optional[Union[int, None]], Annotated[int, 'meta'], Final[int], cast(int, 'x'), TYPE_CHECKING)
class NT(NamedTuple): a: int; b: str = 'd'
class TD(TypedDict, total=False): x: int; y: str
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
UserId = NewType('UserId', int)
print(NT(1), NT.__annotations__, TD(x=1), TD.__total__, isinstance([], HasLen), isinstance(5, HasLen), UserId(5), UserId.__name__, get_type_hints(Stack.push)['x'], get_type_hints(NT), typing.get_type_hints(lambda: 0))
for call in ("Union[()]", "List[int]()", "isinstance(1, List[int])", "Optional[1, 2]", "Stack[int, str]", "TypeVar('X', int)", "Literal[[]]" if 0 else "Any()", "Callable[int]"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, str(e)[:70])
