# Strings grown by +=, joined, split, replaced and sliced.
def main():
    total = 0
    for n in range(140):
        s = ''
        for i in range(40000):
            s += 'ab'
        parts = []
        for i in range(20000):
            parts.append(str(i))
        text = ','.join(parts)
        total += len(s) + len(text.split(',')) + text.count('9') + len(text.replace('1', 'xy'))
        for i in range(0, 20000, 2):
            total += len(text[i:i + 10]) + text.find('9', i)
    return total


print(main())
