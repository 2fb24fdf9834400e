# find, count, replace, split, join, partition, translate.
s = 'the cat sat on the mat with the hat'
print(s.find('the'), s.find('the', 1), s.rfind('the'), s.find('dog'), s.index('sat'), s.rindex('a'), s.count('the'), s.count('at', 10), s.count(''), s.find('', 5), s.rfind(''))
print(s.replace('the', 'THE'), s.replace('the', 'X', 2), s.replace('', '-')[:20], s.replace('a', ''), 'aaa'.replace('aa', 'b'), 'é1é'.replace('é', '€'), 'abc'.replace('c', '\U0001f600'))
print(s.split(), s.split(' ', 2), s.rsplit(' ', 2), s.split('the'), ' a  b '.split(), ' a  b '.split(' '), 'a,b,,c,'.split(','), ''.split(), ''.split(','), 'a\u2003b\xa0c'.split())
print('a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i'.splitlines(), 'a\nb\r\n'.splitlines(True), ''.splitlines(), '\n'.splitlines())
print(s.partition(' sat '), s.rpartition('the'), s.partition('zzz'), s.rpartition('zzz'), 'a.b.c'.partition('.'))
print(', '.join(['a', 'b', 'c']), ''.join('xyz'), '-'.join([]), '-'.join(['one']), '→'.join(('a', 'é', '中')), '.'.join({'k': 1, 'j': 2}))
table = str.maketrans({'a': '4', 'e': '3', 't': None, 'o': 'zero'})
print(s.translate(table), 'abc'.translate(str.maketrans('abc', 'xyz')), 'hello'.translate(str.maketrans('l', 'L', 'h')), 'aé中'.translate({233: 'E', 0x4e2d: 'Z'}))
for op in ("s.index('dog')", "s.rindex('dog')", "s.split('')", "s.partition('')", "','.join([1])", "','.join(['a', None])", "','.join(5)", "s.replace(1, 2)", "s.find(1)", "str.maketrans('a', 'bc')", "str.maketrans(5)", "s.count()", "'a' in 5", "5 in 'a'"):
    try:
        print(eval(op))
    except Exception as e:
        print(op, type(e).__name__, e)
print('at' in s, 'dog' not in s, '' in '', 'x' in 'xyz', s * 0 == '', 'ab' * 3, 3 * 'é', 'ab' + 'cd' + 'é' + '中')
print('a' < 'b', 'a' < 'B', 'abc' < 'abcd', '' < 'a', 'é' > 'z', 'Z' < 'a', '\U0001f600' > '\uffff', max('hello'), min('hello'), sorted('hello'), list(reversed('abc')))
print(s[4], s[-1], s[4:7], s[:3], s[-3:], s[::5], s[::-1], s[10:2], s[100:], s[5:2:-1], 'é€😀'[1], 'é€😀'[::-1])
for i in (35, -36):
    try:
        s[i]
    except IndexError as e:
        print(i, e)
try:
    s[0] = 'x'
except TypeError as e:
    print(e)
try:
    s['a']
except TypeError as e:
    print(e)
