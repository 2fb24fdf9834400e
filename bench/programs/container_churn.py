# Lists, tuples, dicts and sets built and dropped at once.
def main():
    total = 0
    for i in range(3500000):
        a = [i, i, i]
        b = (i, a)
        c = {'k': b, 'n': i}
        d = {i}
        total += len(a) + len(b) + len(c) + len(d)
        e = [a, b]
        e.append(c)
        e = None
    return total


print(main())
