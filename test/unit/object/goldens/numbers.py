"""Records what CPython 3.11 computes with numbers, for number-golden.test.ts: python3 -S numbers.py > numbers.json"""
import json, operator as o, random, warnings
warnings.simplefilter('ignore')
random.seed(3)
OPS = {'+': o.add, '-': o.sub, '*': o.mul, '/': o.truediv, '//': o.floordiv, '%': o.mod, '**': pow, 'divmod': divmod,
       '<<': o.lshift, '>>': o.rshift, '&': o.and_, '|': o.or_, '^': o.xor, '<': o.lt, '<=': o.le, '==': o.eq, '>': o.gt,
       '+=': o.iadd, '@': o.matmul}
UNARY = {'neg': o.neg, 'pos': o.pos, 'abs': abs, 'inv': o.invert, 'hash': hash, 'int': int, 'float': float, 'str': str, 'bool': bool}
def run(f, *a):
    try:
        return repr(f(*a))
    except Exception as e:
        return f'{type(e).__name__}: {e}'
ints = [0, 1, -1, 2, 7, -7, 10, 255, 256, 257, -5, -6, 2**29, 2**30-1, 2**30, -2**30, 2**31, 2**53, 2**53+1, -2**59, 2**60-1,
        2**60, 2**61-1, 2**63, 2**64, -2**64, 2**90, 10**18, 10**40, -10**40, 3**100, 2**1023, 2**1024, 10**400]
ints += [random.getrandbits(random.choice([20, 31, 45, 60, 61, 62, 95, 130, 300, 3000])) * random.choice([1, -1]) for _ in range(25)]
floats = [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 1.5, 0.1, 1e16, 1e22, 123456789.123, 1e-5, 5e-324, 1.7976931348623157e308, float('inf'),
          float('-inf'), float('nan'), 2.0**53, 1e300, -3.7, 1e-310, 3.0]
floats += [random.uniform(-1e3, 1e3) for _ in range(10)] + [random.random() * 10.0**random.randint(-20, 20) for _ in range(10)]
complexes = [1j, 0j, 1+2j, -1.5-2.5j, 3-0j, complex(-0.0, -0.0), 1e200+1e200j]
binary = []
def pair(op, a, b):
    binary.append([op, repr(a), repr(b), run(OPS[op], a, b)])
for op in OPS:
    if op in ('<<', '>>'):
        for a in ints:
            for b in (0, 1, 5, 29, 30, 31, 59, 60, 61, 90, -1): pair(op, a, b)
        continue
    pool = ints if op != '**' else [i for i in ints if abs(i) < 2**70]
    for a in pool:
        for b in random.sample(ints, 14) if op != '**' else [0, 1, 2, 3, 4, 5, 17, 33, -1, -2]: pair(op, a, b)
    for a in floats:
        for b in random.sample(floats, 8) + random.sample(ints[:30], 4): pair(op, a, b)
    for a in random.sample(ints[:30], 10):
        for b in random.sample(floats, 4): pair(op, a, b)
    for a in complexes:
        for b in complexes + [2, -1, 0.5, 0]: pair(op, a, b)
for _ in range(300):
    pair('**', random.random() * 10.0**random.randint(-3, 3), random.uniform(-40, 40))
for _ in range(60):
    pair('**', random.uniform(0, 3), random.choice([0.5, 0.25, 1/3, 1.5, 100.0, 7.0, -3.0]))
unary = [[n, repr(v), run(f, v)] for n, f in UNARY.items() for v in ints + floats + complexes if not (n == 'hash' and v != v)]
power3 = [[repr(a), repr(b), repr(c), run(pow, a, b, c)] for a in (0, 2, -3, 10**20, 5) for b in (0, 1, 5, 2**40, 10**30, -1, -7) for c in (1, 7, -7, 0, 10**9+7, -10**25, 9)]
specs = ['', 'd', 'x', '#x', '#X', 'o', '#o', 'b', '#b', 'c', '#c', '+c', ',', '_', '_x', ',x', '_b', '_d', ',_', '_,', 'n', 'e', '.2', '.2d', '%',
         's', '08d', '+d', ' d', '-d', 'z', 'zd', '^10', '*^10d', '=+10d', '010,d', '08_x', '020_b', '#020_x', '10.3f', '.0f', '#.0f', 'g',
         '#g', 'G', 'E', 'F', 'zf', 'z.1f', '+.3e', 'r', 'i', '99999999999999999999d', '<<10', '<=5', '0<5', '05.1f', '015,.2f', '\u20ac>5',
         'q', ' >+,d', '10n', '1,,', '__', '0=5', ',c', '.', 'z.0%', '-08.2f', 'x<', 'dd', '5 d', '{}', '.3', '.17g', '.30f', '.50e', '20', '012,', '.1e', '.0e', '#.3g', '.20g', '.120f']
values = [1234567, -255, 0, 1234567.891, -0.04, float('inf'), float('-inf'), float('nan'), 1+2j, 65, 2.5, 0.125, 1e100, 5e-324, 25.0, -1e16, 10**30, 1.0]
formats = [[repr(v), s, run(format, v, s)] for v in values for s in specs]
rounds = [[repr(v), n, run(round, v) if n is None else run(round, v, n)] for v in floats + [2.675, 1.005, 0.5, 1.5, 25.0, 1e15+0.5, 5e-324] + ints[:40]
          for n in (None, 0, 1, 2, -1, -2, 5, 15, 300, -308, 400)]
texts = ['', 'abc', '12', '-12', '+7', ' 12 ', '1_000', '1__0', '_1', '1_', '0x1f', '0b11', '0o17', '010', '0_0', '00', '0x', '0x_1', '\u0663', '\xa05', '1 2', 'z', 'Zz',
         '9'*20, '9'*100, '-'+'1'*50, '7'*4301, 'f'*40, '1.5', '1e5', '-.5', '5.', '.', 'e5', '1e', '1_0.0_1', 'inf', '-Infinity', 'nan', 'in', '1e400', '1e-400',
         '0.1e1_0', '123456789012345678901234567890.5', '2.2250738585072011e-308', '1\0', '1+2j', '(1-2j)', 'j', '-j', '+1j', '1+j', '1j+2', '( 3 )', '1e5j', 'infj', '1+nanj', '1 + 2j', '\u0661.\u0662']
parses = [[t, b, run(int, t, b)] for t in texts for b in (0, 2, 8, 10, 16, 36, 7)] + [[t, 'float', run(float, t)] for t in texts] + [[t, 'complex', run(complex, t)] for t in texts]
ratios = [[repr(f), run(f.as_integer_ratio), f.hex(), run(f.is_integer)] for f in floats]
hexes = [[t, run(float.fromhex, t)] for t in ['0x1.8p1', '1.8', 'xyz', '0x1p1024', '0x1p-1074', '0x1p-1075', '0x1.8p-1075', ' 0x.8 ', '-0x1p3', 'inf', 'NaN', '0x', '0x1.ffffffffffffffp1023', '0x1.fffffffffffff8p1023', '0xap', '1e5', '0x1.00000000000008p0', '0x1.000000000000080001p0', '']]
bytescases = [[repr(v), n, order, s, run(lambda: v.to_bytes(n, order, signed=s))] for v in ints[:45] for n in (1, 4, 8, 20) for order in ('big', 'little') for s in (False, True)]
frombytes = [[list(b), order, s, repr(int.from_bytes(b, order, signed=s))] for b in [b'', b'\0', b'\xff', b'\x80', b'\x7f\xff', b'\xff'*4, b'\0'*9+b'\1', b'\x80'+b'\0'*15, bytes(range(40)), b'\xff'*17+b'\1', bytes(range(200, 240))] for order in ('big', 'little') for s in (False, True)]
bits = [[repr(v), v.bit_length(), v.bit_count()] for v in ints]
limited = [c for i, c in enumerate(binary) if len(json.dumps(c)) < 220 and i % 2 or i % 37 == 0]
unary = [c for c in unary if len(json.dumps(c)) < 400]
json.dump(dict(binary=limited, unary=unary, power3=power3, formats=formats, rounds=rounds, parses=parses, ratios=ratios, hexes=hexes, bytes=bytescases[::3], frombytes=frombytes, bits=bits), open('numbers.json', 'w'), separators=(',', ':'))
