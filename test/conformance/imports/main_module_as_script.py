# What __main__ looks like to the script: names, argv, __file__, docstring, annotations.
"""This is not the docstring: a comment stands first, but comments do not count."""
import sys, os
x: int = 5
y: 'str'
print(__name__, repr(__doc__), __annotations__, sys.argv[0] == os.path.basename(__file__), len(sys.argv), os.path.basename(__file__), __package__, __spec__, sorted(k for k in globals() if k.startswith('__')))
print(type(__builtins__).__name__, type(__loader__).__name__, __builtins__.len is len, sys.modules['__main__'].x)
print(os.path.basename(sys.path[0]), os.path.isabs(__file__), sys.flags.no_site, sys.flags.hash_randomization, sys.version_info[:2], sys.implementation.name, sys.byteorder, sys.maxsize, sys.maxunicode, sys.float_info.max, sys.int_info.bits_per_digit, sys.hash_info.width, sys.platform)
def f():
    """f doc"""
    global late
    late = __name__
    return f.__module__, f.__doc__
print(f(), late)
class C:
    """C doc"""
    mod = __name__
    def m(self): """m doc"""
print(C.__doc__, C.mod, C.m.__doc__, C.__module__)
if __name__ == '__main__':
    print('main guard')
import __main__; print(__main__.__dict__ is globals(), __main__.C is C); __main__.injected = 1; print(injected)
try: print(undefined_here)
except NameError as e: print(e)
del x; print('x' in globals(), __annotations__)
print(sys.getsizeof(sys.argv) > 0, sys.stdin is not None, sys.stdout.name, sys.stderr.name, sys.stdout.encoding, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.executable != 5, sys.prefix == sys.base_prefix, sys.builtin_module_names[:0], 'gc' in sys.builtin_module_names, sys.copyright[:13], sys.api_version, sys.hexversion >> 16)
