# Every presentation type of floats, in format(), f-strings and %.
values = [0.0, 1.0, -1.0, 3.14159265358979, 1234567.891, 0.000012345, 1e20, -2.5, 99.995, float('inf'), float('-nan')]
specs = ['', 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%', '.0f', '.1f', '.2f', '.3e', '.3g', '.10g', '+.2f', ' .2f', '010.2f', ',.2f',
         '_.1f', '>12.2f', '<12.2f', '^12.2f', '*^12.1f', '=+12.1f', '#.0f', '#g', '.0e', '+g', 'z.0f']
for spec in specs:
    print(spec.rjust(8), [format(v, spec) for v in values])
for v in (1.5, 2.5, 0.125, 1e16, 123456.789):
    print('%f|%.2f|%e|%.3e|%g|%G|%+f|% f|%010.2f|%-10.2f|' % ((v,) * 10))
    print(f'{v:8.3f}|{v:<8.1f}|{v!r:>10}|{v:{8}.{2}}|')
for spec in ('d', 'x', 's', '.2d', 'q', '.f', ',n'):
    try:
        print(format(1.5, spec))
    except Exception as e:
        print(spec, type(e).__name__, e)
for n in (0, 5, -5, 12345678, 2 ** 70):
    print([format(n, s) for s in ('d', 'b', 'o', 'x', 'X', '#x', '#b', '#o', ',', '_', '_x', '08d', '+d', ' d', '>10', '^10', 'e', '.2f', 'n', '%', 'g')])
print(format(65, 'c'), format(True, 'd'), format(True), format(8364, 'c'))
for spec in ('s', '.2d', ',x', 'ff', '10c0'):
    try:
        print(format(5, spec))
    except Exception as e:
        print(spec, type(e).__name__, e)
print(f'{1e6:,}', f'{1234567.5:,.1f}', f'{-1234:,}', f'{1234:08,}', f'{1e300:g}')
