# Dicts with int and str keys growing, being read and losing entries.
def main():
    total = 0
    for _ in range(160):
        d = {}
        for i in range(30000):
            d[i] = i
        s = {}
        for i in range(15000):
            s['k%d' % i] = i
        for i in range(0, 30000, 2):
            total += d[i]
        for i in range(0, 15000, 3):
            del d[i]
        total += len(d) + len(s) + sum(s.values())
    return total


print(main())
