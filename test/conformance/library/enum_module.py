# Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique, aliases, methods, errors.
import enum
from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return f'{self.name.lower()}={self.value}'
    @classmethod
    def default(cls): return cls.GREEN
print(Color.RED, repr(Color.RED), Color(2), Color['RED'], Color.CRIMSON is Color.RED, list(Color), len(Color), Color.RED.describe(), Color.default(), Color.__members__, 'RED' in Color.__members__, Color.RED in Color, isinstance(Color.RED, Color), Color.RED == 1, Color.RED != Color.GREEN, {Color.RED: 'r'}[Color.RED], hash(Color.RED) == hash('RED'), f'{Color.RED}', f'{Color.RED!r:>16}', str(Color), repr(Color), type(Color.RED), bool(Color.RED), Color.RED.name, Color.GREEN.value, dir(Color.RED)[-2:])
for call in ("Color(9)", "Color['X']", "Color.X", "Color.RED < Color.GREEN", "setattr(Color, 'RED', 5)", "delattr(Color, 'RED')", "Color.RED.value == 1 and setattr(Color.RED, 'value', 2)", "Color()", "type('Sub', (Color,), {})", "Color.RED.RED", "Color(None)"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
class N(IntEnum): A = 1; B = auto(); C = 10; D = auto()
print(list(N), N.A + 1, N.B < N.C, N(10), N.D.value, f'{N.A}', str(N.A), repr(N.A), N.A == 1, sorted([N.C, N.A]), [10, 20][N.A], isinstance(N.A, int), N.A.bit_length(), '%d' % N.B, max(N))
class P(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(P.R | P.X, P.RW, P.R & P.W, ~P.R, P.R ^ P.RW, P(7), P.R in P.RW, P.X in P.RW, bool(P(0)), list(P), list(P.RW), P(0), P.RW.value, len(P.RW), repr(P.R | P.X), P['RW'])
class I(IntFlag): A = 1; B = 2; C = 4
print(I.A | 8, I(3), I.A + 1, ~I.A, I(16), repr(I.A | I.C), I.A == 1, int(I.B | I.C), I(0))
class S(StrEnum): ONE = auto(); TWO = 'two!'
print(S.ONE, S.TWO, repr(S.ONE), S.ONE == 'one', S.TWO.upper(), f'{S.ONE:>5}', S('two!'))
try:
    @unique
    class D(Enum): A = 1; B = 1
except ValueError as e: print(e)
for body in ("A = 1; A = 2", "mro = 1", "_bad_ = 1"):
    try: exec(f'class E(Enum): {body}'); print(body, 'ok')
    except Exception as e: print(body, type(e).__name__, e)
class Planet(Enum):
    EARTH = (5.97, 6.37); MARS = (0.64, 3.39)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
    @property
    def density(self): return round(self.mass / self.radius, 3)
print(Planet.EARTH.mass, Planet.MARS.density, Planet.EARTH.value, Planet((0.64, 3.39)))
F = Enum('F', 'X Y Z'); print(list(F), F.Y.value, Enum('G', {'a': 1, 'b': 'q'}).b, Enum('H', ['p', 'q'], start=5).q.value, Enum('J', [('m', 1), ('n', 2)]).n)
class A(Enum):
    def _generate_next_value_(name, start, count, last): return (name, start, count, list(last))
    X = auto(); Y = auto()
print(A.X.value, A.Y.value)
class M(Enum):
    U = 1
    @classmethod
    def _missing_(cls, v): return cls.U if v == 'anything' else None
    _ignore_ = ['tmp']
    tmp = 5
    @enum.nonmember
    class Inner: pass
    fn = enum.member(lambda: 3) if 0 else 7
print(M('anything'), list(M), M.Inner.__name__, enum.verify, enum.CONTINUOUS)
class Ordered(Enum):
    LO = 1; HI = 2
    def __lt__(self, o): return self.value < o.value
print(Ordered.LO < Ordered.HI, sorted([Ordered.HI, Ordered.LO]), [m.name for m in reversed(Ordered)], Ordered.LO.__class__, Ordered.__name__)
class Mix(str, Enum): A = 'a'; B = 'b'
print(Mix.A, Mix.A == 'a', Mix.A.upper(), f'{Mix.A}', repr(Mix.A), '%s' % Mix.A, format(Mix.B), isinstance(Mix.A, str))
