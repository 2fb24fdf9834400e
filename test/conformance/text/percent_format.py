# The % operator for str and bytes.
print('%d %i %u %s %r %a %c %c %%' % (5, -5, 7, 'x', 'é', 'é', 65, 'B'))
print('%5d|%-5d|%05d|%+d|% d|%.3d|%8.3d|%x|%X|%#x|%o|%#o' % (42, 42, 42, 42, 42, 42, 42, 255, 255, 255, 8, 8))
print('%f|%.2f|%10.3f|%-10.1f|%e|%.2E|%g|%G|%+.1f' % (1.5, 2.345, 3.14159, 2.5, 12345.678, 0.00012, 1e10, 1e-10, 0.05))
print('%s|%10s|%-10s|%.2s|%5.1s|%r' % ('abc', 'abc', 'abc', 'abc', 'abc', 'abc'))
print('%(a)s %(b)05d %(a)r %(c).2f' % {'a': 'x', 'b': 42, 'c': 1.5, 'unused': 0})
print('%*d|%-*d|%.*f|%*.*f' % (5, 42, 6, 42, 2, 3.14159, 8, 3, 2.71828))
print('%s' % (1,), '%s' % [1, 2], '%s' % {'a': 1}, '%s %s' % ('a', 'b'), '%s' % None, '%d' % True, '%d' % 3.99, '%s' % 5, '100%%' % ())
print('%x' % -255, '%o' % -8, '%#X' % 255, '%d' % 10 ** 30, '%x' % 2 ** 80, '%5c|' % 'x', '%s' % 1.0, '%r' % 1e16)
cases = [('%d', 'x'), ('%d', None), ('%x', 1.5), ('%c', 'ab'), ('%c', -1), ('%s %s', ('a',)), ('%s', ('a', 'b')), ('%q', 1), ('%', 1), ('%(a)s', 5),
         ('%(a)s', {}), ('%(a', {'a': 1}), ('abc', 5), ('abc', (1,)), ('%*d', ('a', 5)), ('%f', 'x'), ('%.f', 1.5), ('%5', 1)]
for fmt, arg in cases:
    try:
        print(repr(fmt), repr(fmt % arg))
    except Exception as e:
        print(repr(fmt), type(e).__name__, e)
print(b'%d %s %b %r %x %c %5.1f%%' % (5, b'ab', b'cd', 'é', 255, 65, 2.25), b'%(k)s' % {b'k': b'v'}, b'%a' % 'é', bytearray(b'%s!') % b'x')
for fmt, arg in ((b'%s', 'str'), (b'%b', 5), (b'%d', 'x'), (b'%c', 256)):
    try:
        print(fmt % arg)
    except Exception as e:
        print(fmt, type(e).__name__, e)


class P:
    def __repr__(self): return 'P-repr'
    def __str__(self): return 'P-str'
    def __index__(self): return 9
    def __int__(self): return 8
    def __float__(self): return 2.5


print('%s %r %d %x %f' % (P(), P(), P(), P(), P()))
print('a%sb%%c' % 'X', '%s' * 3 % (1, 2, 3), '%(x)s%(x)s' % {'x': 1}, 'é%s€' % 'z', '%-5s|%5s' % ('é', '€'))
