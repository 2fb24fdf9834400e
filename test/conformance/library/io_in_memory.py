# StringIO, BytesIO, text layers, print options.
import io, sys
s = io.StringIO(); print(s.write('hello\n'), s.write('world'), s.getvalue(), s.tell()); s.seek(0); print(s.readline(), s.read(), s.read(), s.closed, s.readable(), s.seekable()); s.seek(2); s.write('XX'); print(s.getvalue(), s.truncate(5), s.getvalue(), s.seek(0, 2)); s.writelines(['a', 'b']); print(s.getvalue())
t = io.StringIO('one\ntwo\r\nthree\n'); print(list(t)); t.seek(0); print(t.readlines(), io.StringIO('a\r\nb', newline=None).read(), io.StringIO('a\nb', newline='\r\n').getvalue(), io.StringIO('abc').read(2), next(io.StringIO('x\ny')))
b = io.BytesIO(b'abc'); print(b.read(1), b.read(), b.getvalue(), b.write(b'def'), b.getvalue(), b.getbuffer()[0], b.tell(), b.seek(1), b.read1(2), b.readinto(bytearray(2))); b.seek(0); b.truncate(2); print(b.getvalue(), list(io.BytesIO(b'a\nb\n')), io.BytesIO(b'x,y').readline(), b.readable())
for call in ("io.StringIO().write(5)", "io.StringIO(5)", "io.BytesIO('a')", "io.BytesIO().write('a')", "io.StringIO('a').seek(-1)", "io.StringIO('a').seek(1, 1)", "io.BytesIO().seek(-1)", "io.StringIO().fileno()", "io.StringIO().read('a')", "io.StringIO(newline='x')"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
s.close()
try: s.read()
except ValueError as e: print(e)
with io.StringIO('ctx') as c: print(c.read())
print(c.closed); buf = io.StringIO(); print('a', 'b', 3, sep='-', end='!\n', file=buf); print(file=buf); print(*[1, 2], sep='', file=buf, flush=True); print(repr(buf.getvalue()))
print('sep', 1, None, sep=None, end=None); print(); print('', end=''); print('x', end='\n\n'); print('a\tb\\n', 'é€😀'); print(1, 2, sep='\n'); print([1, 'a'], (1,), {'k': 'v'}, {1}, 1.0, b'x', None, ...)
for kw in ({'sep': 5}, {'end': 5}, {'file': 5}, {'bad': 1}):
    try: print('x', **kw)
    except Exception as e: print(type(e).__name__, e)
old = sys.stdout; sys.stdout = io.StringIO(); print('captured'); cap = sys.stdout.getvalue(); sys.stdout = old; print('got', repr(cap), sys.stdout is sys.__stdout__)
w = io.TextIOWrapper(io.BytesIO(), encoding='utf-8', newline='\n'); w.write('é€\n'); w.flush(); print(w.buffer.getvalue(), w.encoding, w.newlines, w.errors); r = io.TextIOWrapper(io.BytesIO('ä\r\nb\n'.encode()), encoding='utf-8'); print(r.readlines()); br = io.BufferedReader(io.BytesIO(b'peeking')); print(br.peek(3)[:3], br.read(2), br.read()); bw = io.BufferedWriter(io.BytesIO()); print(bw.write(b'abc'), bw.flush(), bw.raw.getvalue())
print(sys.stdout.write('direct\n'), sys.stdout.isatty(), sys.stdout.fileno(), sys.stdout.mode, sys.stdout.writable(), sys.stdout.line_buffering, type(sys.stdout).__name__, type(sys.stdout.buffer).__name__, sys.stdin.read(), io.DEFAULT_BUFFER_SIZE, io.SEEK_END, issubclass(io.StringIO, io.TextIOBase), isinstance(sys.stdout, io.IOBase)); sys.stdout.flush(); sys.stderr.write('')
class W(io.RawIOBase):
    def writable(self): return True
    def write(self, b): print('raw write', bytes(b), file=old); return len(b)
with io.BufferedWriter(W(), 4) as x: x.write(b'ab'); x.write(b'cdef')
