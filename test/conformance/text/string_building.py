# Building text: +=, join, format, tables, wrapping, Caesar, run-length, anagrams, palindromes.
def table(rows):
    widths = [max(len(str(r[i])) for r in rows) for i in range(len(rows[0]))]
    return '\n'.join(' | '.join(str(c).ljust(w) if isinstance(c, str) else str(c).rjust(w) for c, w in zip(r, widths)) for r in rows)


def caesar(text, shift):
    out = ''
    for ch in text:
        if ch.isascii() and ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            ch = chr((ord(ch) - base + shift) % 26 + base)
        out += ch
    return out


def runs(text):
    out, i = [], 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out.append(f'{text[i]}{j - i}' if j - i > 1 else text[i])
        i = j
    return ''.join(out)


def roman(n):
    out = ''
    for value, symbol in ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')):
        while n >= value:
            out += symbol
            n -= value
    return out


print(table([('name', 'n', 'price'), ('apple', 3, 1.5), ('banana', 12, 0.25)]))
print(caesar('Hello, World!', 3), caesar(caesar('Round Trip', 7), -7), runs('aaabccd'), runs(''), [roman(n) for n in (1, 4, 9, 14, 40, 1994, 2024)])
words = 'listen silent enlist google elbow below'.split()
groups = {}
for w in words:
    groups.setdefault(''.join(sorted(w)), []).append(w)
print(sorted(groups.values()))
print([s for s in ('level', 'A man a plan', 'été', 'abca') if (t := s.lower().replace(' ', '')) == t[::-1]])
s = ''
for i in range(300):
    s += chr(97 + i % 26)
print(len(s), s[:30], s[-5:], s.count('a'), s.index('z'), s.rindex('z'))
t = s
t += 'é'
t += '€'
t += '😀'
print(len(t), t[-3:], t[:3], t.encode()[-9:], t.isascii(), t[298:302])
print('\n'.join(' ' * (5 - i) + '*' * (2 * i + 1) for i in range(5)))
print(*('{:>3}{:>5}{:>7}'.format(n, n * n, n ** 3) for n in range(8, 12)), sep='\n')
print(''.join(reversed('stressed')), ' '.join(w[::-1] for w in 'abc def'.split()), 'a-b_c d'.replace('-', ' ').replace('_', ' ').title().replace(' ', ''), ''.join(c if c.islower() else '_' + c.lower() for c in 'camelCaseName'))
print(f'{"left":<10}|{"right":>10}|{"mid":^10}|{3.14159:8.2f}|{42:08b}|{1234567:,}|{0.256:.1%}|{-5:+d}|{"x":*^5}')
print('%-8s%6.2f%%' % ('share', 12.345), '{0:>{1}}'.format('w', 5), str(None) + str(1.0) + str([1, 'a']), repr('q"\'') + ascii('ü'), 'tab\tnew\\n', r'raw\n', 'a' 'b' "c")
vowels = {v: s.count(v) for v in 'aeiou'}
print(vowels, sum(vowels.values()), max(vowels, key=vowels.get), sorted('zebra'), sorted('The quick'.split(), key=str.lower), min('hello'), ''.join(dict.fromkeys('mississippi')), ''.join(sorted(set('mississippi'))))
