# Primes by a sieve, factorisation, gcd, perfect numbers.
def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, f in enumerate(flags) if f]


def factor(n):
    out = {}
    d = 2
    while d * d <= n:
        while n % d == 0:
            out[d] = out.get(d, 0) + 1
            n //= d
        d += 1
    if n > 1:
        out[n] = 1
    return out


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


primes = sieve(1000)
print(len(primes), primes[:10], primes[-3:], sum(primes))
for n in (12, 97, 360, 1001, 2 ** 20, 999983, 600851475143):
    print(n, factor(n), '*'.join(f'{p}^{e}' if e > 1 else str(p) for p, e in factor(n).items()))
print(gcd(48, 36), gcd(17, 5), gcd(10 ** 20, 15 ** 10), [n for n in range(2, 500) if sum(d for d in range(1, n) if n % d == 0) == n])
print([p for p in primes if str(p) == str(p)[::-1]], [(p, q) for p, q in zip(primes, primes[1:]) if q - p == 2][:8])
ba = bytearray(b'\x01') * 101
for i in range(2, 11):
    ba[i * i::i] = bytes(len(ba[i * i::i]))
print([i for i in range(2, 101) if ba[i]])
