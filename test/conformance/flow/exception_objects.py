# Attributes, args, str and repr of the built-in exceptions; hierarchy; notes; add_note; subclasses.
import builtins
def show(c, ind=0):
    print(' ' * ind + c.__name__)
    for s in sorted(c.__subclasses__(), key=lambda k: k.__name__):
        if s.__module__ == 'builtins': show(s, ind + 1)
show(BaseException)
for e in (Exception(), Exception('a'), Exception('a', 1), KeyError('k'), KeyError(), KeyError('a', 'b'), OSError(2, 'msg'), OSError(2, 'msg', 'file'), OSError('x'), OSError(2, 'm', 'f', None, 'g'), StopIteration(5), SystemExit(3), SystemExit(), ImportError('m', name='n', path='p'), UnicodeDecodeError('utf-8', b'ab', 0, 1, 'why'), UnicodeEncodeError('ascii', 'é', 0, 1, 'no'), SyntaxError('bad', ('f', 1, 2, 'text')), NameError('nm', name='x'), AttributeError('at', name='y', obj=5), UnicodeTranslateError('a', 0, 1, 'r')):
    print(type(e).__name__, repr(e), str(e), e.args)
o = OSError(2, 'No such', 'path'); print(type(o).__name__, o.errno, o.strerror, o.filename, o.filename2); print([type(OSError(n, '')).__name__ for n in (1, 2, 13, 17, 20, 21, 32, 110, 11, 104, 999)])
e = ValueError('a'); e.args = ('b', 'c'); print(e, e.args); e.custom = 5; print(e.__dict__, e.__traceback__, e.__cause__, e.__context__); e.add_note('note 1'); e.add_note('note 2'); print(e.__notes__)
for code in ("e.add_note(5)", "e.args = 5", "e.__traceback__ = 5", "e.__cause__ = 5", "e.__context__ = 'x'", "del e.args", "UnicodeDecodeError(1)", "ValueError(x=1)", "BaseException.__new__(int)", "e.with_traceback(5)", "raise ValueError('t').with_traceback(None)", "ImportError(nope=1)", "SystemExit(1, 2).code == (1, 2) or 1/0"):
    try:
        exec(code); print(code, 'fine')
    except Exception as x:
        print(code, '->', type(x).__name__, x)
class MyError(Exception):
    default = 'dflt'
    def __init__(self, code, *rest): super().__init__(f'code {code}'); self.code = code; self.rest = rest
class Str(Exception):
    def __str__(self): return 'custom str'
class NoInit(ValueError): pass
class NewOnly(Exception):
    def __new__(cls, *a): s = super().__new__(cls, *a); s.seen = a; return s
    def __init__(self, *a): pass
m = MyError(5, 'x'); print(repr(m), m.code, m.rest, m.args, repr(Str('a')), str(Str('a')), repr(NoInit('q', 1)), NewOnly(1, 2).args, NewOnly(3).seen)
try:
    raise NoInit
except ValueError as x:
    print(repr(x), x.__class__.__mro__[1].__name__)
s = SyntaxError('msg', ('file', 3, 7, 'some text', 3, 9)); print(s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset, str(s), s.print_file_and_line)
u = UnicodeDecodeError('utf-8', b'abc\xff', 3, 4, 'bad'); print(u.encoding, u.object, u.start, u.end, u.reason, str(u)); u.start = 1; print(u)
k = KeyError('miss'); print(str(k), '%s' % k, f'{k}', k.args[0]); print(str(KeyError(1, 2)), str(KeyError("it's")))
st = StopIteration('v', 2); print(st.value, st.args, StopIteration().value); se = SystemExit('bye'); print(se.code)
def raiser():
    try: raise ValueError('first')
    except ValueError: raise KeyError('second')
try: raiser()
except KeyError as x: print(repr(x.__context__), x.__cause__, x.__suppress_context__, x.__traceback__.tb_lineno > 0, x.__traceback__.tb_next.tb_frame.f_code.co_name, x.__traceback__.tb_next.tb_next)
x = ValueError(1); y = ValueError(1); print(x == y, x is x, hash(x) == hash(x), bool(x), x != y, ValueError == ValueError, issubclass(KeyError, LookupError), Exception.__bases__, isinstance(StopIteration(), Exception), isinstance(KeyboardInterrupt(), Exception), EnvironmentError is OSError, IOError is OSError)
