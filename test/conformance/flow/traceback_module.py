# The traceback and linecache modules: extracting, formatting, walking frames.
import traceback, sys, linecache, io
def a(x): return b(x)
def b(x):
    local = x * 2
    return c(local)
def c(x): raise ValueError(f'bad {x}')
try: a(5)
except ValueError as e:
    tb = e.__traceback__
    print([(f.name, f.lineno, f.line) for f in traceback.extract_tb(tb)])
    print(traceback.format_tb(tb)); print(traceback.format_exception_only(ValueError, e)); print(traceback.format_exception(e)[-1]); print(traceback.format_list(traceback.extract_tb(tb, limit=1)), traceback.format_exception(type(e), e, tb, limit=-1))
    te = traceback.TracebackException.from_exception(e, capture_locals=True); print(te.exc_type.__name__, str(te), te.stack[1].locals)
    buf = io.StringIO(); traceback.print_exc(file=buf); print(len(buf.getvalue().splitlines())); traceback.print_exception(e, file=buf); traceback.print_tb(tb, file=buf); print(buf.getvalue().count('ValueError'))
    n = 0
    while tb: print(tb.tb_lineno, tb.tb_frame.f_code.co_name, sorted(k for k in tb.tb_frame.f_locals if len(k) < 6 and k not in ('n', 'te', 'buf', 'tb'))[:6], tb.tb_lasti >= 0); tb = tb.tb_next
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is e, sys.exception() is e)
print(sys.exc_info(), sys.exception())
def stack(): return traceback.extract_stack()
print([(f.name, f.lineno) for f in stack()], ''.join(traceback.format_stack()).strip())
print(repr(traceback.extract_stack()[-1]))
fs = traceback.FrameSummary('file.py', 3, 'fn', lookup_line=False, line='src line'); print(fs, tuple(fs), fs.filename, fs.line, traceback.StackSummary.from_list([('f.py', 1, 'g', 'text'), fs]).format())
linecache.cache['virtual.py'] = (20, None, ['one\n', 'two\n', 'three\n'], 'virtual.py'); print(linecache.getline('virtual.py', 2), linecache.getlines('virtual.py'), repr(linecache.getline('nope.py', 1)))
try: exec(compile('x = 1\n\ny = x + undefined_q\n', 'virtual.py', 'exec'))
except NameError: print(traceback.format_exc())
def cause():
    try: {}['k']
    except KeyError as e: raise OSError('io') from e
try: cause()
except OSError as e:
    print(traceback.format_exception(e, chain=False)); te = traceback.TracebackException.from_exception(e); print(te.__cause__.exc_type.__name__, te.__suppress_context__)
e = ValueError('no tb'); print(traceback.format_exception(e), traceback.format_exception(None, None, None) if 0 else '', traceback.format_exception_only(SyntaxError('inv', ('f.py', 2, 5, 'ab = = c\n', 2, 6))))
try: raise e
except ValueError as x: first = len(traceback.extract_tb(x.__traceback__))
try: raise e
except ValueError as x: print(first, len(traceback.extract_tb(x.__traceback__)), len(traceback.extract_tb(e.with_traceback(None).__traceback__)))
f = sys._getframe(); print(f.f_lineno, f.f_back, f.f_code.co_name, f.f_globals is globals(), f.f_locals is globals(), f.f_trace, f.f_builtins['len'] is len)
