# Dataclasses: fields, defaults, frozen, order, slots, inheritance, post-init, replace, asdict, errors.
from dataclasses import dataclass, field, fields, asdict, astuple, replace, is_dataclass, make_dataclass, FrozenInstanceError, InitVar, KW_ONLY, MISSING
from typing import ClassVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    total: ClassVar[int] = 5
    hidden: int = field(default=1, repr=False, compare=False)
    def norm(self): return self.x + self.y
p = P(1, 2); q = P(1, y=2); print(p, p == q, p != P(9), p.norm(), p.tags is q.tags, P.__match_args__, [f.name for f in fields(p)], asdict(p), astuple(p), replace(p, x=5), is_dataclass(p), is_dataclass(P), is_dataclass(5), P.total, P.__annotations__, P.__eq__ is not object.__eq__, P.__hash__)
for call in ("P()", "P(1, 2, 3, 4, 5)", "P(1, z=2)", "hash(p)", "p < q", "fields(5)", "asdict(5)", "replace(p, q=1)"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'z'
f = F(1); print(f, hash(f) == hash(F(1)), F(1) < F(2), F(1, 'a') < F(1, 'b'), sorted([F(3), F(1)]), {f: 'v'}[F(1)], max(F(1), F(2)))
for stmt in ("f.a = 2", "del f.a", "f.new = 1", "F(1) < 5"):
    try: exec(stmt)
    except Exception as e: print(stmt, type(e).__name__, e)
@dataclass
class Base:
    a: int
    b: int = 2
@dataclass
class Child(Base):
    c: int = 3
    a: int = 10
    def __post_init__(self): self.sum = self.a + self.b + self.c
print(Child(), Child(1, 2, 3).sum, Child() == Base(10), [f.name for f in fields(Child)])
@dataclass
class Init:
    x: int
    scale: InitVar[int] = 2
    _: KW_ONLY
    k: str = 'kw'
    d: int = field(init=False)
    def __post_init__(self, scale): self.d = self.x * scale
print(Init(3), Init(3, 5, k='z'), Init.__init__.__annotations__ if 0 else '')
@dataclass(slots=True)
class S: a: int; b: int = 5
s = S(1); print(s, S.__slots__, hasattr(s, '__dict__'))
try: s.zzz = 1
except AttributeError as e: print(e)
for body in ("class B:\n a: int = 1\n b: int", "class B:\n a: list = []", "class B:\n a: int = field(default=1, default_factory=int)", "class B:\n a: dict = field(default={})"):
    try: exec('@dataclass\n' + body)
    except Exception as e: print(type(e).__name__, e)
try:
    @dataclass(order=True)
    class O:
        def __lt__(self, o): return 1
except TypeError as e: print(e)
try:
    @dataclass(frozen=True)
    class X(Base): pass
except TypeError as e: print(e)
@dataclass(repr=False, eq=False)
class Bare: a: int
print(Bare(1) == Bare(1), 'Bare object' in repr(Bare(1)))
@dataclass(unsafe_hash=True)
class H: a: int
print(hash(H(1)) == hash((1,)), make_dataclass('Made', ['a', ('b', int), ('c', int, field(default=3))])(1, 2))
@dataclass
class Nest: inner: P; items: list; m: dict
n = Nest(p, [P(7)], {'k': P(8)}); print(asdict(n), astuple(n), n)
@dataclass
class Rec: kids: list = field(default_factory=list)
r = Rec(); r.kids.append(r); print(r); print(fields(P)[0].name, fields(P)[1].default, fields(P)[0].default is MISSING, fields(P)[2].default_factory, fields(P)[0].type, repr(fields(F)[0])[:30], field(metadata={'u': 1}).metadata['u'])
match p:
    case P(x, y): print('matched', x, y)
