# Construction, indexing, methods, repr and errors of bytes.
print(bytes(), bytes(3), bytes([65, 66, 255]), bytes('aé', 'utf-8'), bytes(b'x'), bytes(range(5)), b'\x00\t\n\r\'"\\\x7f\xff', b'it\'s', b"q\"'")
b = b'hello world'
print(b[0], b[-1], b[1:4], b[::-1], b[100:], len(b), 111 in b, b'wor' in b, 300 in [1], b + b'!', b * 2, b == 'hello world', b == b'hello world', b < b'help')
print(b.find(b'o'), b.find(111), b.rfind(b'o'), b.index(b'w'), b.count(b'l'), b.count(108), b.startswith(b'he'), b.endswith((b'x', b'ld')), b.replace(b'l', b'LL', 2))
print(b.split(), b.split(b'o'), b.rsplit(b'o', 1), b.partition(b' '), b.rpartition(b'o'), b'a\nb\r\nc'.splitlines(), b', '.join([b'a', b'b', bytearray(b'c')]))
print(b.upper(), b.title(), b.capitalize(), b.swapcase(), b.center(15, b'*'), b.ljust(13), b.rjust(13, b'.'), b'-5'.zfill(4), b' x '.strip(), b'xxaxx'.strip(b'x'), b'a\tb'.expandtabs(4))
print(b.isalpha(), b'abc'.isalpha(), b'12'.isdigit(), b'a1'.isalnum(), b' '.isspace(), b'AB'.isupper(), b'Ab'.istitle(), b.isascii(), b.removeprefix(b'he'), b.removesuffix(b'ld'))
print(b.hex(), b.hex('-'), b.hex(':', 2), b'\x01\x02\x03'.hex('_', -2), bytes.fromhex('00 ff 1A'), b.translate(None, b'lo'), b.translate(bytes.maketrans(b'hw', b'HW')), b.decode())
print(hash(b'') == hash(''), list(b'abc'), tuple(b'\x00\xff'), sorted(b'cab'), max(b'abc'), b'abc'.__getitem__(slice(0, 2)), bytes(b) is b, b[0:0] is bytes())
for op in ("bytes(-1)", "bytes([256])", "bytes(['a'])", "bytes('a')", "bytes(1.5)", "b[20]", "b'a' + 'b'", "b.find('x')", "b'a' in 'abc'", "'a' in b'abc'", "300 in b'abc'", "bytes.fromhex('0')", "bytes.fromhex('zz')", "b.join(['a'])", "b'a'.center(5, b'ab')", "b'\\xff'.decode('ascii')", "b.index(b'z')", "bytes(5, 'ascii')", "b.split(b'')"):
    try:
        print(eval(op))
    except Exception as e:
        print(op, type(e).__name__, e)
try:
    b[0] = 1
except TypeError as e:
    print(e)


class B:
    def __bytes__(self):
        return b'custom'


print(bytes(B()), b'%s' % B(), type(b'x' + bytearray(b'y')), type(bytearray(b'x') + b'y'), b'a' b'b', rb'\n', br'\x')
