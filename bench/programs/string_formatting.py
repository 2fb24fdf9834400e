# f-strings, % and format, conversions of ints and floats.
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f'Point({self.x!r}, {self.y!r})'


def main():
    total = 0
    for i in range(400000):
        s = f'{i:05d}|{i / 3:.3f}|{i!r:>8}'
        t = '%d-%s-%x' % (i, s[:4], i)
        u = '{}:{:>6}:{name}'.format(i, t[:5], name='n')
        total += len(s) + len(t) + len(u) + len(repr(Point(i, t)))
        total += int(str(i)) + len(s.upper().strip('0').split('|'))
    return total


print(main())
