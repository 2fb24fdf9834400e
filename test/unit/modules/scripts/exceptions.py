def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__ + ': ' + str(e))
t(ValueError); t(ValueError, 1); t(ValueError, 1, 'a'); t(ValueError, x=1); t(lambda: str(KeyError('a'))); t(lambda: str(KeyError())); t(lambda: str(KeyError(1, 2)))
for a in ((), (1,), (2, 'x'), (2, 'x', 'f'), (2, 'x', 'f', None, 'g'), (99999, 'x'), ('a', 'b'), (11, 'x', 5), (1, 'x', b'f'), (1, 2, 3, 4, 5, 6), (None, None), (32, 'p', 'f', 1)):
    e = OSError(*a)
    print(type(e).__name__, e, repr(e), e.args, e.errno, e.strerror, e.filename, e.filename2)
    print(e.__reduce__())
e = BlockingIOError(11, 'x', 7); print(e.characters_written, e.filename); e.characters_written = 3; print(e.characters_written); del e.characters_written; t(lambda: e.characters_written); t(FileNotFoundError, 'x', y=1)
class MyOS(OSError):
    def __init__(self, a, b=None):
        super().__init__(a, 'msg')
print(repr(MyOS(2)), MyOS(2).errno, type(MyOS(2)))
class MyOS2(OSError):
    def __new__(cls, *a):
        return super().__new__(cls, 5, 'five')
    def __init__(self, *a): pass
print(repr(MyOS2(1, 2, 3)), MyOS2().errno)
for a in ((), ('m',), ('m', ('f', 1, 2, 't')), ('m', ('/x/f.py', 1, 2, 't', 3, 4)), ('m', (None, 5, 2, 't')), ('m', ('f', None, 2, 't')), ('m', (1, 2)), ('m', ('f', 1, 2, 't', 3)), ('m', 5), ('m', (1, 2, 3, 4, 5, 6, 7)), (None, ('f', 1, 2, 't'))):
    try:
        e = SyntaxError(*a)
        print(e, repr(e), e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, e.print_file_and_line)
    except Exception as x:
        print(type(x).__name__, x)
t(lambda: str(IndentationError('x', ('f', 2, 1, 'y')))); t(lambda: TabError('x').msg)
for c, a in ((UnicodeEncodeError, ('ascii', 'a\xe9\u20ac\U0001f600', 1, 2, 'r')), (UnicodeEncodeError, ('ascii', 'a\xe9\u20ac\U0001f600', 2, 3, 'r')), (UnicodeEncodeError, ('ascii', 'a\xe9\u20ac\U0001f600', 3, 4, 'r')), (UnicodeEncodeError, ('ascii', 'abc', 0, 3, 'r')), (UnicodeDecodeError, ('utf-8', b'a\xff', 1, 2, 'r')), (UnicodeDecodeError, ('utf-8', bytearray(b'ab'), 0, 2, 'r')), (UnicodeTranslateError, ('a\xe9', 1, 2, 'r')), (UnicodeTranslateError, ('abc', 0, 2, 'r')),
             (UnicodeEncodeError, ('a',)), (UnicodeEncodeError, (1, 'a', 0, 1, 'r')), (UnicodeEncodeError, ('a', 'a', 'x', 1, 'r')), (UnicodeDecodeError, ('a', 'a', 0, 1, 'r')), (UnicodeEncodeError, ('a', 'abc', 5, 9, 'r')), (UnicodeEncodeError, ('a', '', 0, 1, 'r'))):
    try:
        e = c(*a); print(e, repr(e), e.object, e.start, e.end, e.reason)
    except Exception as x:
        print(type(x).__name__, x)
e = ImportError('m', name='n', path='p'); print(e, repr(e), e.msg, e.name, e.path, e.__reduce__()); print(ImportError(1, 2).msg, ImportError().name); t(ImportError, 'x', foo=1); t(ModuleNotFoundError, 'x', name='z')
e = NameError('m', name='n'); print(e, e.name); e = AttributeError('m', name='n', obj=5); print(e, e.name, e.obj, AttributeError().obj)
t(NameError, foo=1); t(UnboundLocalError, 'x', name='y')
print(StopIteration().value, StopIteration(1, 2).value, SystemExit().code, SystemExit(5).code, SystemExit(1, 2).code)
e = ValueError(1); e.args = [1, 2]; print(e.args, e); t(lambda: setattr(e, 'args', 5)); t(lambda: delattr(e, 'args')); e.x = 5; print(e.__dict__, e.__reduce__()); e.__setstate__({'y': 6}); print(e.y); t(e.__setstate__, 5)
t(lambda: setattr(e, '__cause__', 5)); t(lambda: setattr(e, '__context__', 5)); t(lambda: delattr(e, '__cause__')); t(lambda: setattr(e, '__traceback__', 5)); t(lambda: delattr(e, '__traceback__'))
e.add_note('a'); e.add_note('b'); print(e.__notes__); t(e.add_note, 5); e.__notes__ = 5; t(e.add_note, 'c')
print(e.__suppress_context__); e.__cause__ = KeyError(); print(e.__suppress_context__, repr(e.__cause__)); e.__suppress_context__ = False; print(e.__suppress_context__); t(e.with_traceback, 5); print(e.with_traceback(None) is e)
try:
    try:
        1 / 0
    except ZeroDivisionError as a:
        raise KeyError('k') from a
except KeyError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__, e.__traceback__.tb_lineno, e.__traceback__.tb_next, e.__traceback__.tb_frame.f_lineno)
try:
    try:
        {}['x']
    except KeyError:
        None.foo
except AttributeError as e:
    print(repr(e), repr(e.__context__), e.name, e.obj, e.__cause__)
try:
    try:
        raise ValueError('a')
    finally:
        raise TypeError('b')
except TypeError as e:
    print(repr(e.__context__))
try:
    try:
        raise ValueError('a')
    except ValueError as v:
        try:
            raise TypeError('b')
        except TypeError:
            raise v
except ValueError as e:
    print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
def f(): g()
def g(): raise ValueError('deep')
try:
    f()
except ValueError as e:
    tb = e.__traceback__; names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno)); tb = tb.tb_next
    print(names)
    tb = e.__traceback__
    t(lambda: setattr(tb, 'tb_next', tb)); t(lambda: setattr(tb, 'tb_next', 5)); t(lambda: delattr(tb, 'tb_next')); print(tb.__dir__() if hasattr(tb, '__dir__') else 0)
    T = type(tb)
    n = T(None, tb.tb_frame, 5, 77); print(n.tb_lineno, n.tb_lasti, n.tb_next); t(T, 1, tb.tb_frame, 1, 1); t(T, None, 5, 1, 1); t(T, None); tb.tb_next = None; print(tb.tb_next)
class E(Exception):
    def __init__(self, a, b): self.a = a
print(repr(E(1, 2)), E(1, 2).args, str(E(1, 2)))
t(lambda: E(1))
def raiser(x): raise x
t(raiser, 5); t(raiser, ValueError); t(raiser, E); t(raiser, None)
class NotExc: pass
t(raiser, NotExc()); t(raiser, NotExc)
class Weird(Exception):
    def __new__(cls): return 5
t(raiser, Weird)
EG = type(BaseExceptionGroup('a', [ValueError()]))
print(EG, EG.__mro__, EG.__bases__)
g = EG('out', [ValueError(1), EG('in', [TypeError(2), ValueError(3)]), OSError(4)])
print(g, repr(g), g.message, g.exceptions); print(g.split(ValueError)); print(g.subgroup(TypeError)); print(g.subgroup(KeyError)); print(g.split((ValueError, TypeError))); print(g.split(lambda e: isinstance(e, OSError))); print(g.derive([KeyError(1)]))
g.__notes__ = ['n']; print(g.subgroup(ValueError).__notes__)
t(EG); t(EG, 1, [ValueError()]); t(EG, 'a', 5); t(EG, 'a', []); t(EG, 'a', [1]); t(EG, 'a', [KeyboardInterrupt()]); t(g.split, 5); t(g.split, (1,)); t(lambda: g.split()); t(EG, 'a', [ValueError()], x=1); t(lambda: setattr(g, 'message', 'x'))
class MyEG(EG):
    def derive(self, excs): return MyEG('mine', excs)
print(repr(MyEG('x', [ValueError(1), TypeError(2)]).split(ValueError)))
class BadEG(EG):
    def derive(self, excs): return 5
t(BadEG('x', [ValueError(1), TypeError(2)]).split, ValueError)
def star(exc):
    out = []
    try:
        try:
            raise exc
        except* ValueError as e:
            out.append(repr(e))
        except* TypeError as e:
            out.append(repr(e))
            raise KeyError('new')
    except BaseException as e:
        out.append(('left', repr(e), repr(e.__context__)))
    return out
print(star(g)); print(star(ValueError(5))); print(star(OSError(7))); print(star(EG('q', [ValueError(1)]))); print(star(EG('q', [TypeError(1), OSError(3)])))
def reraise():
    try:
        try:
            raise EG('q', [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError:
            raise
        except* OSError:
            pass
    except BaseException as e:
        return repr(e)
print(reraise())
print([c.__name__ for c in FileNotFoundError.__mro__], [c.__name__ for c in UnicodeDecodeError.__mro__], ModuleNotFoundError.__doc__)
