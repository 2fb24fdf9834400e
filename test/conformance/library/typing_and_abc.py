import typing, collections.abc as cabc, abc, sys, types, inspect, functools, operator, gc
from typing import *
T = TypeVar('T'); K = TypeVar('K', bound='Hashable'); P = ParamSpec('P')
class Stack(Generic[T]):
    def __init__(self) -> None: self._i: list[T] = []
    def push(self, x: T) -> 'Stack[T]': self._i.append(x); return self
    def __len__(self): return len(self._i)
print(Stack[int], Stack[int]().push(1).__orig_class__, Stack.__parameters__, len(Stack().push(1)), Stack[int] == Stack[int], get_origin(Stack[int]), get_args(Dict[str, List[int]]), Optional[int], Union[int, str, int], Callable[[int], str], Literal['a', 1], Annotated[int, 'x'], Tuple[int, ...], Type[int], ClassVar[int], Final, list[int] | None, int | str)
class Movie(TypedDict, total=False): name: Required[str]; year: int
class Emp(NamedTuple): name: str; id: int = 3
class Proto(Protocol):
    def run(self) -> int: ...
@runtime_checkable
class Sized2(Protocol):
    def __len__(self) -> int: ...
print(Movie(name='x'), Movie.__required_keys__, Emp('a'), Emp._fields, Emp._field_defaults, isinstance([], Sized2), isinstance(3, Sized2), get_type_hints(Stack.push), get_type_hints(Emp), NewType('Id', int)(5), cast(str, 1), Emp('b')._replace(id=9)._asdict())
def f(a: int, b: 'str' = 'x', *c: float, d: Optional[bool] = None, **e: Any) -> List[int]: ...
print(inspect.signature(f), get_type_hints(f), f.__annotations__['b'], inspect.getfullargspec(f))
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
print(g(3), len(get_overloads(g)), TYPE_CHECKING, typing.get_origin(list[int]), no_type_check(g) is g, K.__bound__, P.args, Concatenate[int, P])
class Seq(cabc.Sequence):
    def __init__(self, *a): self.a = a
    def __getitem__(self, i): return self.a[i]
    def __len__(self): return len(self.a)
s = Seq(1, 2, 3, 2); print(2 in s, list(reversed(s)), s.index(3), s.count(2), isinstance(s, cabc.Iterable), issubclass(Seq, cabc.Collection), cabc.Sequence.__abstractmethods__)
class Map(cabc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k.lower()]
    def __setitem__(self, k, v): self.d[k.lower()] = v
    def __delitem__(self, k): del self.d[k.lower()]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = Map(); m['A'] = 1; m.update(b=2, C=3); print(dict(m), m.pop('a'), m.get('z', 0), m.setdefault('q', 9), list(m.items()), m == {'b': 2, 'c': 3, 'q': 9}, m.popitem(), len(m), 'B' in m)
class S(cabc.Set):
    def __init__(self, it): self.s = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
    def __repr__(self): return f'S({self.s})'
print(S('abc') & S('bcd'), S('ab') | S('bc'), S('ab') <= S('abc'), S('ab') ^ S('bc'), S('abc') - S('a'), S('ab').isdisjoint('cd'))
for bad in (lambda: cabc.Sequence(), lambda: Seq()[0], lambda: isinstance(1, Proto), lambda: Optional[1, 2], lambda: Union[()], lambda: Stack[int, str], lambda: List[int](), lambda: isinstance([], list[int])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
gc.collect(); gc.disable(); n = sys.getallocatedblocks(); o = len(gc.get_objects()); x = [dict[str, int] for _ in range(10)]; print(sys.getallocatedblocks() - n, len(gc.get_objects()) - o, sys.getsizeof(x[0]), sys.getrefcount(x[0])); y = [Stack[i] for i in (int, str)]; print(sys.getsizeof(Stack[int]))
print(inspect.getmro(Seq)[:3], inspect.isabstract(cabc.Set), inspect.isgeneratorfunction(f), inspect.getdoc(Stack), [n for n, _ in inspect.getmembers(Stack, inspect.isfunction)])
