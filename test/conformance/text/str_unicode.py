# The three storage widths, repr escapes, encoding and decoding with error handlers.
import sys
samples = ['', 'a', 'abc', 'é', 'aé', '€', 'a€', '😀', 'a😀', 'ÿ', 'Ā', '\uffff', '\U00010000', 'x' * 100, 'é' * 100, '€' * 100, '😀' * 100]
for s in samples:
    print(ascii(s[:4]), len(s), sys.getsizeof(s), s.isascii(), max(map(ord, s), default=0))
print(repr('tab\t nl\n cr\r quote\' dq" both\'" bs\\ nul\0 del\x7f nbsp\xa0 soft\xad e\u0301 zwj\u200d bom\ufeff surr\ud800 emoji😀 priv\ue000 un\u0378'.encode('utf-8', 'surrogatepass').decode('utf-8', 'surrogatepass')).encode('ascii', 'backslashreplace').decode())
print(ascii('aé€😀\n'), repr("it's"), repr('say "hi"'), repr('\'"'), '\x41\u0042\U00000043\N{LATIN SMALL LETTER D}\105')
text = 'aé€😀'
for enc in ('utf-8', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-8-sig', 'utf-7', 'unicode_escape', 'raw_unicode_escape'):
    data = text.encode(enc)
    print(enc, data, data.decode(enc) == text)
for enc in ('ascii', 'latin-1'):
    for errors in ('ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace'):
        print(enc, errors, text.encode(enc, errors))
for data, enc in ((b'abc\xff', 'utf-8'), (b'\xe2\x82', 'utf-8'), (b'\xc0\x80', 'utf-8'), (b'\xed\xa0\x80', 'utf-8'), (b'\x80', 'ascii'), (b'a', 'utf-16'), (b'\xf5abc', 'utf-8')):
    for errors in ('strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape'):
        try:
            print(data, enc, errors, ascii(data.decode(enc, errors)))
        except UnicodeDecodeError as e:
            print(data, enc, e, e.start, e.end, e.reason, e.object)
for s, enc in (('é', 'ascii'), ('€x€', 'latin-1'), ('\ud800', 'utf-8'), ('ab', 'nosuch')):
    try:
        s.encode(enc)
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
print(str(b'abc'), str(b'abc', 'ascii'), str(5), str(None), str([1, 'a']), str(object=5.5), ascii(str(b'\xc3\xa9', encoding='utf-8')))
print(chr(97), chr(233), chr(8364), chr(0x1f600), ord('a'), ord('€'), ord('😀'), [hex(ord(c)) for c in 'é€'])
print(chr(233) is chr(233), chr(256) is chr(256), 'xbc'[1:2] is chr(98), str() is ''.join([]), 'é'.upper() is chr(0xc9))
