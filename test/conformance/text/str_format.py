# str.format and format_map: fields, indexing, attributes, nested specs, errors.
class P:
    x = 5

    def __init__(self):
        self.y = [10, 20, {'k': 'deep'}]

    def __getitem__(self, i):
        return f'item<{i!r}>'


p = P()
print('{} {} {}'.format(1, 'a', None), '{0} {1} {0}'.format('x', 'y'), '{a} {b}'.format(a=1, b=2), '{0}{k}{1}'.format('p', 'q', k='-'), '{{}} {{{}}}'.format(5))
print('{0.x} {0.y[1]} {0.y[2][k]} {0[abc]} {0[0]} {0[-1]}'.format(p), '{p.y[0]}'.format(p=p), '{0[k]}'.format({'k': 'v'}), '{0[0][1]}'.format([[1, 2]]))
print('{:>10}|{:<10}|{:^10}|{:*^10}|{:+}|{:05}|{:,}|{:.2f}|{:x}|{:%}'.format('r', 'l', 'c', 's', 5, 42, 1234567, 3.14159, 255, 0.25))
print('{:{}}|{:{}.{}f}|{:{fill}{align}{width}}|{!r:>{}}'.format('a', 5, 3.14159, 8, 2, 'z', 'q', 6, fill='*', align='^', width=9))
print('{!r} {!s} {!a} {0!r}'.format('é', 'é', 'é') if 0 else '{0!r} {0!s} {0!a}'.format('é'))
print('{:s} {:d} {:c} {:b} {:o} {:e} {:g} {:n}'.format('s', 5, 65, 5, 8, 1.5, 0.1, 7))


class M(dict):
    def __missing__(self, key):
        return f'<no {key}>'


print('{a} {b}'.format_map(M(a=1)), '{x.real} {y!r:>5}'.format_map({'x': 3, 'y': 'q'}))
bad = ['{', '}', '{0', '{0}}', '{!}', '{!x}', '{0.}', '{0[}', '{0[]}', '{1}', '{a}', '{}{1}', '{0}{}', '{:q}', '{:>>>5}', '{0.nope}', '{0[nope]}', '{0!r!s}', '{:{:{}}}']
for b in bad:
    try:
        print(b, '{!r}'.format(b.format(5)))
    except Exception as e:
        print(b, '->', type(e).__name__, e)
print(format('abc', '>6'), format('abc', '.2'), format('abc', '^7.1s'), format(None), format([1], ''), format('é', '*<3'))
for value, spec in (('a', 'd'), ('a', '+'), ('a', ','), ('a', '=5'), ([], 'x'), (None, 's'), (object, '5')):
    try:
        print(format(value, spec))
    except Exception as e:
        print(type(e).__name__, e)
