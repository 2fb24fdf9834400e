"""What the first use of something costs: keyword tables of argument parsers, the list that guards repr, pending text."""
import gc, sys

D = {'A': 0, 'B': 7}
calls = [
    ('nothing', lambda: None), ('repr', lambda: repr(D)), ('str', lambda: str([1])), ('print', lambda: print('abc')),
    ('print again', lambda: print('abc')), ('print dict', lambda: print(D)),
    ('max', lambda: max([1], key=None)),
    ('int', lambda: int('5', base=10)), ('split', lambda: 'a b'.split(maxsplit=1)), ('rsplit', lambda: 'a b'.rsplit(maxsplit=1)),
    ('encode', lambda: 'a'.encode(encoding='utf8')), ('decode', lambda: b'a'.decode(encoding='utf8')),
    ('expandtabs', lambda: 'a'.expandtabs(tabsize=4)),
    ('sum', lambda: sum([1], start=2)), ('round', lambda: round(2.5, ndigits=1)), ('hex', lambda: b'ab'.hex(sep='-')),
    ('property', lambda: property(fget=None)), ('complex', lambda: complex(real=1)),
]
gc.collect()
gc.disable()
out = []
for name, f in calls:
    r = []
    for k in range(3):
        n0 = sys.getallocatedblocks()
        c0 = gc.get_count()[0]
        f()
        r.append((sys.getallocatedblocks() - n0, gc.get_count()[0] - c0))
    out.append((name, r))
for o in out:
    print(*o)
