# Sorting ints, strings and tuples, with and without keys.
def main():
    seed = 42
    data = []
    for _ in range(60000):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        data.append(seed)
    words = [str(v) for v in data[:40000]]
    total = 0
    for _ in range(12):
        total += sorted(data)[100]
        total += len(sorted(words)[10])
        total += sorted(data, key=lambda v: v % 1000)[5]
        total += sorted(zip(data[:20000], words), reverse=True)[3][0]
        copy = data[:]
        copy.sort(reverse=True)
        copy.sort()
        total += copy[7]
    return total


print(main())
