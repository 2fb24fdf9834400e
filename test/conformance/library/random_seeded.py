# random with a seed: the same numbers as CPython's Mersenne Twister.
import random
random.seed(42)
print(random.random(), random.random(), random.randint(1, 100), random.randrange(10), random.randrange(0, 100, 7), random.choice('abcdef'), random.uniform(1, 5), random.getrandbits(8), random.getrandbits(100), random.getrandbits(32))
l = list(range(10)); random.shuffle(l); print(l, random.sample(range(100), 5), random.choices('abc', k=5), random.choices([1, 2, 3], weights=[1, 5, 1], k=6), random.choices('xy', cum_weights=[1, 3], k=4), random.sample('abcdef', 3), random.sample(['a', 'b'], counts=[2, 3], k=3))
print(random.gauss(0, 1), random.gauss(0, 1), random.normalvariate(5, 2), random.expovariate(1.5), random.betavariate(2, 3), random.gammavariate(2, 1), random.triangular(0, 10, 3), random.lognormvariate(0, 1), random.vonmisesvariate(0, 4), random.paretovariate(3), random.weibullvariate(1, 1.5), random.randbytes(5))
for seed in (0, 1, -1, 2 ** 40, 10 ** 30, 'text', b'bytes', 1.5, bytearray(b'ba')):
    random.seed(seed); print(repr(seed), random.random(), random.randint(0, 10 ** 6))
r = random.Random(7); a = [r.random() for _ in range(3)]; state = r.getstate(); b = r.random(); r.setstate(state); print(a, b == r.random(), state[0], len(state[1]), state[2]); r2 = random.Random(7); print(r2.random() == a[0], random.Random('x').random(), random.Random(None) is not None)
for call in ("random.choice([])", "random.randint(5, 1)", "random.randrange(0)", "random.sample([1], 5)", "random.sample({1, 2}, 1)", "random.choices([], k=1)", "random.choices([1], weights=[0])", "random.getrandbits(-1)", "random.seed([])", "random.shuffle((1, 2))", "random.sample([1, 2], -1)", "random.choices([1, 2], weights=[1])"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
random.seed(2024); counts = [0] * 6
for _ in range(6000): counts[random.randrange(6)] += 1
print(counts); inside = sum(random.random() ** 2 + random.random() ** 2 <= 1 for _ in range(2000)); print(inside, 4 * inside / 2000); walk = [0]
for _ in range(20): walk.append(walk[-1] + random.choice((-1, 1)))
print(walk); deck = [r + s for r in 'A23' for s in '♠♥']; random.shuffle(deck); print(deck, random.getrandbits(1), random.getrandbits(0), random.getrandbits(64)); random.seed(5, version=1); print(random.random()); random.seed('v', version=1) ; print(random.random())
class MyRandom(random.Random):
    def random(self): return 0.5
m = MyRandom(); print(m.random(), m.randint(0, 10), m.choice('abc'), m.uniform(0, 1))
