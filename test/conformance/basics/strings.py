# Strings without surprises.
s = 'hello'
t = "world"
print(s, t)
print(s + ' ' + t)
print(s * 2)
print(len(s), s[0], s[-1], s[1:3])
print(s.upper(), t.capitalize())
print('ell' in s, s == 'hello', s < t)
print(s.replace('l', 'L'), s.find('l'), s.count('l'))
print('a,b,c'.split(','), '-'.join(['x', 'y']))
print(repr(s), str(5), repr("it's"))
for ch in s:
    print(ch)
print(f'{s} {len(t)} {s!r} {3.14159:.2f}')
print('%s is %d' % (s, 5))
print('{} {}'.format(t, 1))
print(s.startswith('he'), s.isalpha(), ' x '.strip())
