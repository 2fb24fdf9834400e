# Case, padding, stripping, testing.
words = ['hello World', 'ÀÉÎ straße', 'ǆ ǅ', 'ŉ ﬁ', '123abc', '', "they're bill's", 'ΑΣ ὈΔΥΣΣΕΎΣ', 'İstanbul', '\u2160 ⅷ']
for w in words:
    print(repr(w), w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.casefold())
tests = ['abc', 'ABC', 'Abc Def', '123', '²³', '½', 'ⅷ', 'a1', '', ' \t\n', 'x y', '\u00a0', 'é', '_id', '9id', 'def', '\x00', '中文', '٣', '\u200b']
for t in tests:
    print(repr(t), t.isalpha(), t.isdigit(), t.isdecimal(), t.isnumeric(), t.isalnum(), t.isspace(), t.islower(), t.isupper(), t.istitle(), t.isidentifier(), t.isprintable(), t.isascii())
s = '  xxhixx  '
print([s.strip(), s.lstrip(), s.rstrip(), s.strip().strip('x'), s.strip(' x'), 'abcba'.lstrip('ab'), 'abcba'.rstrip('ab'), '\u2003a\u2003'.strip()])
print(['ab'.center(7, '*'), 'ab'.center(6), 'abc'.center(6, '-'), 'ab'.ljust(5, '.'), 'ab'.rjust(5), '-42'.zfill(6), '+7'.zfill(4), 'abc'.zfill(2)])
print('prefix-body'.removeprefix('prefix-'), 'body.txt'.removesuffix('.txt'), 'abc'.removeprefix('x'), 'a\tbc\td'.expandtabs(), 'a\tb'.expandtabs(4), '\t|'.expandtabs(0))
print('Hello'.startswith('He'), 'Hello'.startswith(('x', 'H')), 'Hello'.endswith('lo', 1), 'Hello'.startswith('l', 2, 3), 'Hello'.endswith(''), 'x'.startswith('', 5))
for op in ("'a'.center(5, 'xx')", "'a'.startswith(1)", "'a'.strip(1)", "'a'.zfill('x')", "'a'.upper(1)", "'abc'.nosuch", "str.upper(5)", "str.upper()"):
    try:
        print(eval(op))
    except Exception as e:
        print(op, type(e).__name__, e)
