"""Types that CPython's C modules make at run time: flags, sizes, who owns them, what may be changed."""
import array, binascii, functools, gc, json, mmap, operator, os, random, re, resource, struct, sys, time, _abc, _json, _random
import _md5, _sha1, _sha256, _sha512, _thread

HEAP, IMMUTABLE, BASE, GC, SEALED = 1 << 9, 1 << 8, 1 << 10, 1 << 14, 1 << 7

key = functools.cmp_to_key(lambda a, b: 0)
TYPES = {
    'partial': functools.partial, 'lru': functools._lru_cache_wrapper, 'key': type(key(1)),
    'attrgetter': operator.attrgetter, 'itemgetter': operator.itemgetter, 'methodcaller': operator.methodcaller,
    'Random': _random.Random, 'Struct': struct.Struct, 'unpack': type(struct.iter_unpack('b', b'a')),
    'struct.error': struct.error, 'binascii.Error': binascii.Error, 'Incomplete': binascii.Incomplete,
    'array': array.array, 'arrayiter': type(iter(array.array('b'))), 'Pattern': re.Pattern, 'Match': re.Match,
    'json scanner': _json.make_scanner, 'encoder': _json.make_encoder,
    'lock': _thread.LockType, 'RLock': _thread.RLock, 'local': _thread._local, 'hook args': _thread._ExceptHookArgs,
    'mmap': mmap.mmap, 'stat': os.stat_result, 'statvfs': os.statvfs_result, 'terminal': os.terminal_size,
    'times': os.times_result, 'uname': os.uname_result, 'DirEntry': os.DirEntry, 'struct_time': time.struct_time,
    'rusage': resource.struct_rusage, 'md5': _md5.MD5Type, 'sha1': _sha1.SHA1Type, 'sha256': _sha256.SHA256Type,
    'sha512': _sha512.SHA384Type,
}

for name, t in TYPES.items():
    f = t.__flags__
    print(name, repr(t), [bool(f & bit) for bit in (HEAP, IMMUTABLE, BASE, GC, SEALED)], sys.getsizeof(t), type.__sizeof__(t),
          t.__basicsize__, t.__itemsize__, gc.is_tracked(t), vars(t).get('__module__'), t.__qualname__)

print('instances own a reference to their type')
MAKERS = {
    'partial': lambda: functools.partial(print, 1), 'lru': lambda: functools.lru_cache(len), 'key': lambda: key(3),
    'attrgetter': lambda: operator.attrgetter('a'), 'itemgetter': lambda: operator.itemgetter(1),
    'methodcaller': lambda: operator.methodcaller('a', 1), 'Random': lambda: _random.Random(1),
    'Struct': lambda: struct.Struct('<i'), 'unpack': lambda: struct.iter_unpack('b', b'abc'),
    'struct.error': lambda: struct.error('x'), 'array': lambda: array.array('i', [1, 2]),
    'arrayiter': lambda: iter(array.array('i')), 'Match': lambda: re.match('a', 'a'), 'lock': _thread.allocate_lock,
    'RLock': lambda: _thread.RLock(), 'terminal': lambda: os.terminal_size((1, 2)), 'struct_time': lambda: time.gmtime(0),
    'md5': lambda: _md5.md5(b'x'), 'sha1': lambda: _sha1.sha1(), 'sha256': lambda: _sha256.sha256(),
    'sha512': lambda: _sha512.sha512(b'abc'),
}
for name, make in MAKERS.items():
    t = TYPES[name]
    warm = make()
    del warm
    before = sys.getrefcount(t)
    made = [make() for _ in range(7)]
    during = sys.getrefcount(t)
    first = made[0]
    size, tracked = sys.getsizeof(first), gc.is_tracked(first)
    refers = [r for r in gc.get_referents(first) if r is t]
    del made, first
    print(name, during - before, sys.getrefcount(t) - before, size, tracked, len(refers))

print('subclasses')
for name in ('partial', 'Random', 'Struct', 'array', 'RLock', 'struct.error'):
    t = TYPES[name]
    before = sys.getrefcount(t)
    class Sub(t):
        pass
    print(name, sys.getrefcount(t) - before, Sub.__basicsize__, Sub.__base__ is t, sys.getsizeof(Sub))
    own = sys.getrefcount(Sub)
    o = Sub('i') if name == 'array' else Sub('i') if name == 'Struct' else Sub() if name in ('Random', 'RLock', 'struct.error') else Sub(len)
    print('   ', sys.getrefcount(Sub) - own, sys.getrefcount(t) - before, Sub in gc.get_referents(o))
    del o
    print('   ', sys.getrefcount(Sub) - own)
    del Sub
    gc.collect()
    print('   ', sys.getrefcount(t) - before)

print('changing them')
for name, t in TYPES.items():
    try:
        t.new_attribute = 1
        del t.new_attribute
        print(name, 'changeable')
    except TypeError as e:
        print(name, e)
for name in ('key', 'unpack', 'Pattern', 'lock', 'md5', 'json scanner', 'struct_time', 'hook args', 'DirEntry'):
    t = TYPES[name]
    try:
        class Below(t):
            pass
        print(name, 'can be a base')
    except TypeError as e:
        print(name, e)
    try:
        t.__name__ = t.__name__
        print(name, 'name set')
    except TypeError as e:
        print(name, e)
try:
    functools.partial.__call__ = None
except TypeError as e:
    print(e)
try:
    functools.partial(len).__class__ = operator.itemgetter
except TypeError as e:
    print(e)
_random.Random.twice = lambda self: self.random() * 2
print(_random.Random(5).twice() == _random.Random(5).random() * 2, random.Random(5).twice() < 2)
del _random.Random.twice
print(struct.error.__weakrefoffset__, struct.error.__dictoffset__, struct.error.__mro__, list(vars(struct.error)))
print(repr(functools.partial(len, 1)), functools.partial(len).__reduce__()[0], operator.itemgetter(1).__reduce__())
