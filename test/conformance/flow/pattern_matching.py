# match: every kind of pattern, guards, captures, class patterns, mappings, errors.
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
class Kw:
    def __init__(self, **k): self.__dict__.update(k)
import enum
class Color(enum.Enum): RED = 1; BLUE = 2
class Const: PI = 3; NEG = -1
def m(v):
    match v:
        case None: return 'None'
        case True | False: return f'bool {v}'
        case 0 | 1: return 'zero or one'
        case -5: return 'minus five'
        case 2.5: return 'float'
        case 1 + 2j: return 'complex'
        case 'hello': return 'str'
        case b'by': return 'bytes'
        case Color.RED: return 'red'
        case Const.PI: return 'pi'
        case str() as s if len(s) > 10: return f'long {s[:3]}'
        case str(s): return f'str {s}'
        case int(n) if n > 100: return f'big {n}'
        case int() | float(): return 'number'
        case []: return 'empty'
        case [x]: return f'one {x}'
        case [1, 2, *rest]: return f'1,2,{rest}'
        case [*_, 'end']: return 'ends'
        case [Point(x=0), _]: return 'point list'
        case (a, [b, *c], {'k': d}): return f'nested {a} {b} {c} {d}'
        case [a, b]: return f'pair {a} {b}'
        case [_, _, _, *r]: return f'three+ {r}'
        case {'type': 'a', 'val': v}: return f'map a {v}'
        case {'x': int(x), **rest}: return f'map x {x} {rest}'
        case {1: _, 'z': None}: return 'mixed keys'
        case {}: return f'other map {len(v)}'
        case Point(0, 0): return 'origin'
        case Point(x, y=0): return f'on x {x}'
        case Point(x=px, y=py) if px == py: return f'diag {px}'
        case Point(): return 'point'
        case Kw(a=1, b=[x, *_]): return f'kw {x}'
        case _: return f'default {type(v).__name__}'
tests = [None, True, 0, 1, 1.0, -5, 2.5, 1 + 2j, 'hello', b'by', Color.RED, Color.BLUE, 3, 'a very long string', 'abc', 500, 50, 7.5, [], (9,), [1, 2, 3, 4], [5, 6, 'end'], [Point(0, 5), 1], (1, [2, 3, 4], {'k': 5}), ['p', 'q'], [1, 1, 1, 1, 1], {'type': 'a', 'val': 1, 'more': 2}, {'x': 5, 'y': 6}, {'x': 'not int'}, {1: 2, 'z': None}, {}, Point(0, 0), Point(4, 0), Point(3, 3), Point(1, 2), Kw(a=1, b='not list'), Kw(a=1, b=[7, 8]), {1, 2}, object(), bytearray(b'ab'), range(2), 'x', iter([])]
for t in tests: print(m(t))
def seq(v):
    match v:
        case 'a', *mid, 'z': return mid
        case first, second: return first + second
        case (x,) | [x, _, _]: return ('alt', x)
        case _: return None
print(seq('abz'), seq(['a', 1, 2, 'z']), seq((1, 2)), seq([5]), seq([6, 7, 8]), seq({}))
match 5:
    case x if (y := x * 2) > 5: print(x, y)
match {'a': {'b': [1, {'c': 'deep'}]}}:
    case {'a': {'b': [_, {'c': found}]}}: print(found)
match [1, 2]:
    case [a, b] if a > b: print('no')
print(a, b)
for args in ((5,), ('x', 'y')):
    class Bad: __match_args__ = args
    try:
        match Bad():
            case Bad(1): pass
        print('no error', args)
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
for src in ("match Point(1,2):\n case Point(1, 2, 3): pass", "match 5:\n case int(1, 2): pass", "match 5:\n case 5(): pass", "match Point(1,2):\n case Point(1, x=1): pass", "match object():\n case object(1): pass"):
    try: exec(src)
    except Exception as e: print(type(e).__name__, e)
for src in ("match 1:\n case x: pass\n case y: pass", "match 1:\n case [a, a]: pass", "match 1:\n case x | 1: pass", "match 1:\n case {**r, 'a': 1}: pass", "match 1:\n case [*a, *b]: pass", "match 1:\n case 1 | [x]: pass", "match 1:\n case {'a': 1, 'a': 2}: pass", "match 1:\n case P(a=1, a=2): pass", "match 1:\n case 1 + 2: pass", "match 1:\n case f'x': pass"):
    try: exec(src)
    except SyntaxError as e: print(e.msg)
match = 1; case = 2; _ = 3; print(match, case, _, [match for match in range(2)]); match[0:1] if False else None
def soft(match, case=1): return match + case
print(soft(case=3, match=4))
