# mmap: anonymous maps, slicing, find, resize, read and write positions, errors.
import mmap
m = mmap.mmap(-1, 4096 * 2)
print(len(m), m[0], m[:4], m.tell(), mmap.PAGESIZE, mmap.ALLOCATIONGRANULARITY, m.closed)
m[0] = 65; m[1:6] = b'BCDEF'; print(m[:8], m[0], m[-1], m.find(b'D'), m.rfind(b'B'), m.find(b'zz'), m.find(b'C', 3), m[1:6:2])
m.seek(10); print(m.write(b'hello\nworld\n'), m.tell()); m.seek(10); print(m.read(3), m.readline(), m.readline(), m.read_byte(), m.tell()); m.write_byte(90); m.seek(-3, 2); print(m.read(), m.read(), m.tell()); m.seek(5, 1) if 0 else m.seek(0)
m.move(100, 0, 6); print(m[100:108], m.flush() in (None, 0), len(m[:]), m[8000:9000][:2], b'BCD' in m[:10] )
for op in ("m[9000]", "m.__setitem__(0, 256)", "m.__setitem__(0, 'x')", "m.__setitem__(slice(0, 2), b'xyz')", "m.seek(-1)", "m.seek(99999)", "m.seek(0, 7)", "m.write('str')", "m.move(8190, 0, 10)", "mmap.mmap(-1, 0)", "mmap.mmap(-1, -5)", "mmap.mmap(-1, 'x')", "m['a']", "mmap.mmap(99, 10) if 0 else 1/0", "del m[0]" if 0 else "m.nope"):
    try: print(op, eval(op))
    except Exception as e: print(op, '->', type(e).__name__, str(e)[:60])
v = memoryview(m); v[0] = 1; print(m[0], v.nbytes, v.readonly, bytes(v[1:4]))
try: m.close()
except BufferError as e: print(e)
v.release(); m.close(); print(m.closed)
try: m[0]
except ValueError as e: print(e)
with mmap.mmap(-1, 100) as w: w[:3] = b'abc'; print(w[:5], len(w))
print(w.closed); r = mmap.mmap(-1, 10, access=mmap.ACCESS_READ) if 0 else None
x = mmap.mmap(-1, 5000); x.resize(10000) if 0 else None; print(len(x), list(x[:3]), isinstance(x, mmap.mmap)); x.close()
