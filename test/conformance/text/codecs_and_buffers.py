import codecs, re, unicodedata
for enc in ['cp1252','iso8859-15','koi8-r','utf-8-sig','cp437','mac-roman','utf-16','utf-32','punycode','rot13']:
    try: print(enc, 'aé€'.encode(enc))
    except Exception as e: print(enc, type(e).__name__, e)
    try: print(enc, b'a\xe9\x80'.decode(enc))
    except Exception as e: print(enc, type(e).__name__, e)
print(codecs.encode('abc','rot13'))
print(codecs.lookup('latin-1').name, codecs.getincrementaldecoder('utf-8')().decode(b'\xe2\x82'))
d=codecs.getincrementaldecoder('utf-8')(); print(repr(d.decode(b'\xe2\x82')), repr(d.decode(b'\xac', True)))
codecs.register_error('my', lambda e: ('?'+str(e.start), e.end)); print('aéb€'.encode('ascii','my'), b'a\xffb'.decode('utf-8','my'))
print(codecs.lookup_error('strict'), codecs.lookup_error('ignore')(UnicodeEncodeError('ascii','aé',1,2,'x')))
try: 'x'.encode('nope')
except LookupError as e: print(e)
print(codecs.BOM_UTF8, codecs.escape_decode(b'a\\x41\\n'), codecs.unicode_escape_decode('\\u20ac\\N{BULLET}'))
print(unicodedata.name('é'), unicodedata.lookup('EURO SIGN'), unicodedata.normalize('NFD','é') == 'e\u0301', unicodedata.category('A'), unicodedata.numeric('½'))
m = memoryview(bytearray(b'abcdef')); print(m[1:3].tobytes(), m.cast('H').tolist(), m == b'abcdef', bytes(m[::-1]), m.hex('-'))
print(str(b'abc','ascii'), str(b'\xff','utf-8','replace'), str(bytearray(b'q'),'utf-8'))
class S(str):
    def __str__(self): return 'S!'
    def __format__(self, s): return 'F'+s
x = S('ab'); print(f'{x}', f'{x!s}', '%s' % x, '{:>4}'.format(x), x + 'c', x*2, x[0], x.upper(), type(x.strip()), x.join(['1','2']), sorted(x), x in 'xab', hash(x)==hash('ab'), {x:1}['ab'])
print('{0.real:>5} {1[k]} {2!r:^7}'.format(5, {'k':'v'}, 'z'), '{:,}|{:_}|{:+.3e}|{:%}|{:#x}'.format(1234567, 1234567, 12345.678, 0.25, 255))
print('%-10s|%+5d|%05.1f|%x|%c|%%' % ('a', 5, 2.345, 255, 'z'), 'abc'.translate({97:'X',98:None}), 'aXbX'.rsplit('X',1))
it = iter('héllo'); print(next(it), it.__length_hint__(), list(it), it.__reduce__())
print('abc'.__getnewargs__(), 'abc'.__sizeof__(), S('é').__sizeof__(), b'abc'.__sizeof__(), bytearray(b'abc').__sizeof__(), bytearray(b'abc').__reduce_ex__(3))
print(str.maketrans('ab','cd','e'), 'x'.isidentifier(), 'ß'.upper(), 'İ'.lower(), 'ǆ'.title(), 'ΑΣ'.lower(), '²'.isdigit(), '٣'.isdecimal())
print(ascii('é\u20ac\U0001f600'), repr('\x00\x7f\xa0\u200b\ud800\'"'), chr(0x1f600), ord('€'))
print(bytes.fromhex('61 62'), b'%s-%d' % (b'x', 5), bytes([1,2]), bytes(3), bytes('é','latin-1'), b'abc'.hex(), b'a,b'.split(b','), b'abc'.translate(None, b'b'), bytearray(b'abc').pop(), b'x' * 3, b'abc'[1], b'abc'[::-1], b'b' in b'abc', 98 in b'abc')
ba = bytearray(b'hello'); ba[1:3] = b'EEE'; del ba[0]; ba += b'!!'; ba.insert(0, 65); ba.extend([66, 67]); ba[::2] = bytes(len(ba[::2])); print(ba, ba.find(b'!'))
