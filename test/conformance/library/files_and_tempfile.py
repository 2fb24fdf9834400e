# Files in a temporary directory: open modes, context, iteration, seek, binary, errors; os and tempfile around them.
import os, tempfile
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, 'a.txt')
    with open(p, 'w') as f: print(f.write('line 1\nline é\n'), f.tell(), f.name == p, f.mode, f.encoding, f.closed)
    print(f.closed, open(p).read(), os.path.getsize(p), os.path.exists(p), os.path.isfile(p), os.path.isdir(d))
    with open(p, 'a') as f: f.writelines(['x\n', 'y']); 
    with open(p) as f: print([l.rstrip() for l in f], f.read()); f.seek(0); print(f.readline(), f.readlines()); f.seek(5); print(f.read(3))
    with open(p, 'rb') as f: print(f.read(4), f.tell(), f.seek(-1, 2), f.read(), f.readable(), f.writable())
    with open(p, 'r+') as f: f.write('LINE'); f.seek(0); print(f.readline())
    with open(p, 'w+b') as f: f.write(b'\x00\xff'); f.seek(0); print(f.read())
    with open(os.path.join(d, 'b.txt'), 'x', encoding='utf-16', newline='') as f: f.write('é\n')
    print(open(os.path.join(d, 'b.txt'), 'rb').read(), open(os.path.join(d, 'b.txt'), encoding='utf-16').read())
    for args in (('nope.txt',), ('b.txt', 'x'), ('b.txt', 'q'), ('b.txt', 'rw'), ('b.txt', 'rb', -1, 'utf-8'), ('', 'r'), ('.', 'r')):
        try: open(os.path.join(d, args[0]), *args[1:])
        except Exception as e: print(type(e).__name__, str(e).replace(d, 'D'))
    with open(p, 'w') as f:
        try: f.read()
        except Exception as e: print(type(e).__name__, e)
        try: f.write(5)
        except TypeError as e: print(e)
    try: f.write('x')
    except ValueError as e: print(e)
    os.mkdir(os.path.join(d, 'sub')); os.makedirs(os.path.join(d, 'm', 'n'), exist_ok=True); os.rename(p, os.path.join(d, 'sub', 'moved.txt')); print(sorted(os.listdir(d)), os.listdir(os.path.join(d, 'sub')), [(os.path.basename(r), sorted(ds), sorted(fs)) for r, ds, fs in sorted(os.walk(d))][1:], sorted(e.name + str(e.is_dir()) for e in os.scandir(d)))
    for f in (lambda: os.remove(os.path.join(d, 'nope')), lambda: os.rmdir(os.path.join(d, 'sub')), lambda: os.mkdir(os.path.join(d, 'sub')), lambda: os.listdir(os.path.join(d, 'b.txt')), lambda: os.stat(os.path.join(d, 'zz'))):
        try: f()
        except OSError as e: print(type(e).__name__, e.errno, e.strerror, os.path.basename(e.filename))
    os.remove(os.path.join(d, 'sub', 'moved.txt')); os.rmdir(os.path.join(d, 'sub')); print(os.stat(os.path.join(d, 'b.txt')).st_size, sorted(os.listdir(d)))
    cwd = os.getcwd(); os.chdir(d); print(os.path.basename(os.getcwd()) == os.path.basename(d), os.path.exists('b.txt')); os.chdir(cwd)
print(os.path.exists(d)); 
with tempfile.NamedTemporaryFile('w+', suffix='.tmp', prefix='pre') as f: f.write('temp'); f.seek(0); print(f.read(), os.path.basename(f.name).startswith('pre'), f.name.endswith('.tmp'), os.path.exists(f.name))
print(os.path.exists(f.name)); t = tempfile.TemporaryFile(); t.write(b'x'); t.seek(0); print(t.read()); t.close(); sp = tempfile.SpooledTemporaryFile(max_size=10, mode='w+'); sp.write('abc'); sp.seek(0); print(sp.read()); sp.close(); fd, n = tempfile.mkstemp(); os.write(fd, b'raw'); os.close(fd); print(open(n).read()); os.unlink(n); dd = tempfile.mkdtemp(); print(os.path.isdir(dd)); os.rmdir(dd)
print(os.sep, os.linesep == '\n', os.curdir, os.pardir, os.name, os.environ.get('NOPE_NOT_SET'), os.getenv('NOPE_NOT_SET', 'dflt'), os.devnull, os.path.sep, os.extsep, os.pathsep)
