# Text and binary streams: newline modes, encodings, positions, buffering, errors.
import io, sys, os, tempfile
path=os.path.join(tempfile.mkdtemp(),'q')
# text io checks
b=io.BytesIO(); t=io.TextIOWrapper(b, encoding='utf-8', newline='\r\n'); t.write('a\nb\n'); t.flush(); print(b.getvalue())
t=io.TextIOWrapper(io.BytesIO(b'a\r\nb\rc\nd'), newline=''); print(list(t)); 
t=io.TextIOWrapper(io.BytesIO(b'a\r\nb\rc\nd')); print(list(t), t.newlines)
t=io.TextIOWrapper(io.BytesIO('äö€\nxyz'.encode('utf-16')), encoding='utf-16'); print(t.read(2), t.read())
try: io.TextIOWrapper(io.BytesIO(), encoding='nope')
except LookupError as e: print(e)
try: io.TextIOWrapper(io.BytesIO(b'\xff')).read()
except UnicodeDecodeError as e: print(e)
t=io.TextIOWrapper(io.BytesIO('äö€\nxyz'.encode()), encoding='utf-8'); t.read(2); p=t.tell(); print(p, t.readline(), t.tell()); t.seek(p); print(repr(t.read()))
try: t.write('x'); print('w')
except Exception as e: print(type(e), e)
class R(io.RawIOBase):
    def __init__(s): s.d=b'hello world\nsecond'; s.p=0
    def readable(s): return True
    def readinto(s,b):
        c=s.d[s.p:s.p+len(b)]; b[:len(c)]=c; s.p+=len(c); return len(c)
r=io.BufferedReader(R(),4); print(r.read(3), r.peek(1), r.readline(), r.read())
print(io.BufferedReader(R()).readlines())
w=io.BytesIO(); bw=io.BufferedWriter(w,4); print(bw.write(b'abc'), w.getvalue(), bw.write(b'defgh'), w.getvalue()); bw.flush(); print(w.getvalue())
br=io.BufferedRandom(io.BytesIO(b'0123456789')); print(br.read(3)); br.write(b'XX'); br.seek(0); print(br.read()); 
print(io.StringIO('a\r\nb',newline=None).read(), io.StringIO('x').readlines())
for f in (lambda: io.BytesIO().fileno(), lambda: io.StringIO().fileno(), lambda: open('/tmp','w'), lambda: io.StringIO().write(b''), lambda: io.BytesIO().write(''), lambda: io.open(99), lambda: io.TextIOBase().read(), lambda: io.RawIOBase().read(1), lambda: open(path,'w').read()):
    try: print(f())
    except Exception as e: print(type(e).__name__, type(e).__module__, e)
sys.stdout.write('direct\n'); print(sys.stdout.encoding, sys.stdout.line_buffering, sys.stdout.name, sys.stdout.mode, sys.stdout.buffer, sys.stdout.buffer.raw)
with open(path,'w') as f: print(f.writable(), f.readable(), f.seekable(), f.fileno()>2, f.writelines(['a','b']))
f=open(path,'a+'); f.write('c'); f.seek(0); print(f.read(), f.tell()); f.truncate(1); f.close(); print(open(path).read(), f.closed)
print(open(path,'rb',buffering=0).read(), open(path,'rb').raw.mode)
m=io.BytesIO(b'abc'); v=m.getbuffer(); v[0]=120; print(m.getvalue())
try: m.write(b'abcdef')
except BufferError as e: print(e)
