# os.path functions and pure pathlib.
import os.path as p, pathlib, os
for path in ('/a/b/c.txt', 'a/b', '/', '', 'a/', '/a//b/../c/./d', '..', '.hidden', 'a.tar.gz', '//x/y', 'file.', '/a/b/'):
    print(repr(path), p.basename(path), p.dirname(path), p.split(path), p.splitext(path), p.normpath(path), p.isabs(path), p.splitdrive(path))
print(p.join('a', 'b', 'c'), p.join('a', '/b'), p.join('a/', 'b'), p.join('', 'b'), p.join('a', ''), p.commonprefix(['/usr/lib', '/usr/local']), p.commonpath(['/usr/lib', '/usr/local']), p.relpath('/a/b', '/a/c'), p.expanduser('~x_nope') if 0 else '', p.normcase('A/b'), p.exists('/nope/nope'), p.isdir('/'), p.abspath('/x/../y'))
for f in (lambda: p.join(5), lambda: p.join('a', b'b'), lambda: p.basename(None), lambda: p.commonpath([]), lambda: p.commonpath(['/a', 'b']), lambda: p.splitext(5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
P = pathlib.PurePosixPath; a = P('/usr/lib/python/x.tar.gz')
print(a, repr(a), a.name, a.stem, a.suffix, a.suffixes, a.parent, list(map(str, a.parents)), a.parts, a.root, a.anchor, a.is_absolute(), a / 'sub' / 'f', 'pre' / P('x'), a.with_name('y'), a.with_suffix('.zip'), a.with_stem('q'), a.relative_to('/usr'), a.is_relative_to('/usr'), a.match('*.gz'), a.joinpath('a', 'b'), a.as_posix(), P('a') == P('a/'), P('a') < P('b'), hash(P('a')) == hash(P('a')), P('a//b/./c'), P(), P('..'), str(P('')), os.fspath(a), P('a', P('b'), 'c'), a.as_uri(), sorted([P('b'), P('a')]))
for f in (lambda: a.relative_to('/etc'), lambda: a.with_name(''), lambda: P('/').with_suffix('.x'), lambda: P(5), lambda: a / 5, lambda: P('x').as_uri(), lambda: a.with_suffix('bad'), lambda: P('a') < 'a'):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
w = pathlib.PureWindowsPath('C:\\Users\\x.txt'); print(w, repr(w), w.drive, w.root, w.parts, w.as_posix(), w.name, w == pathlib.PureWindowsPath('c:/users/X.TXT'))
import tempfile
with tempfile.TemporaryDirectory() as d:
    b = pathlib.Path(d); f = b / 'f.txt'; print(f.exists(), f.write_text('héllo\n'), f.read_text(), f.read_bytes(), f.stat().st_size, f.is_file(), b.is_dir()); (b / 'sub').mkdir(); (b / 'sub' / 'g.py').touch(); (b / 'h.py').write_bytes(b'x')
    print(sorted(x.name for x in b.iterdir()), sorted(x.name for x in b.glob('*.py')), sorted(x.name for x in b.rglob('*.py')), sorted(str(x.relative_to(b)) for x in b.glob('**/*'))); f.rename(b / 'r.txt'); print((b / 'r.txt').exists(), f.exists()); (b / 'r.txt').unlink()
    for g in (lambda: f.read_text(), lambda: (b / 'sub').mkdir(), lambda: f.unlink(), lambda: (b / 'x' / 'y').mkdir()):
        try: g()
        except OSError as e: print(type(e).__name__, e.errno)
    f.unlink(missing_ok=True); (b / 'x' / 'y').mkdir(parents=True); (b / 'sub').mkdir(exist_ok=True)
    with (b / 'h.py').open('a') as h: h.write('y')
    print((b / 'h.py').read_text(), type(b).__name__)
