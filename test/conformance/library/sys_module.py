# The sys module as a program sees it.
import sys
print(sys.version_info.major, sys.version_info >= (3, 11), sys.implementation.name, sys.implementation.cache_tag, sys.byteorder, sys.maxsize == 2 ** 63 - 1, hex(sys.hexversion)[:5], sys.flags.optimize, sys.flags.hash_randomization, sys.float_info.dig, sys.float_info.epsilon, sys.int_info, sys.hash_info.modulus == 2 ** 61 - 1, sys.hash_info.algorithm, sys.getdefaultencoding(), sys.getrecursionlimit(), sys.getswitchinterval(), sys.maxunicode, sys.ps1 if hasattr(sys, 'ps1') else 'no ps1', sys.float_repr_style, sys.thread_info.name, sys.platform, sys.getfilesystemencodeerrors(), sys.orig_argv[-1] == sys.argv[0], sys.warnoptions, sys._xoptions, sys.dont_write_bytecode in (True, False), sys.pycache_prefix, sys.stdlib_module_names >= {'os', 'gc'}, sys.is_finalizing(), sys.gettrace(), sys.getprofile())
def f(): return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframe().f_back.f_lineno
print(f())
for call in ("sys._getframe(100)", "sys.getrefcount()", "sys.getsizeof()", "sys.setrecursionlimit(1)", "sys.intern(1)", "sys.exit(1, 2)", "sys.setswitchinterval(0)", "sys.getsizeof(1, 2, 3)", "sys.nope", "sys.set_int_max_str_digits(5)", "sys.call_tracing(len, 'a')", "sys._getframe('x')"):
    try: print(call, eval(call))
    except BaseException as e: print(call, type(e).__name__, e)
print(sys.exc_info(), sys.modules['sys'] is sys, 'builtins' in sys.modules, type(sys.modules).__name__, sys.getallocatedblocks() > 1000, sys.get_int_max_str_digits(), sys.displayhook.__name__, sys.excepthook.__name__)
sys.displayhook(5); sys.displayhook(None); sys.displayhook('txt'); import builtins; print(builtins._)
try: raise ValueError('x')
except ValueError:
    t, v, tb = sys.exc_info(); print(t.__name__, v, tb.tb_lineno > 0); del tb
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_name == 'traced': events.append((event, frame.f_lineno - frame.f_code.co_firstlineno, arg if not isinstance(arg, tuple) else arg[0].__name__)); return tracer
def traced(x):
    y = x + 1
    for i in range(2):
        y += i
    return y
sys.settrace(tracer); traced(1); sys.settrace(None); print(events); calls = []
sys.setprofile(lambda fr, ev, arg: calls.append((ev, fr.f_code.co_name, getattr(arg, '__name__', None)) if ev.startswith('c_') or fr.f_code.co_name == 'traced' else None)); traced(1); len('a'); sys.setprofile(None); print([c for c in calls if c])
hook = []
sys.addaudithook(lambda ev, args: hook.append(ev) if ev.startswith('my.') else None); sys.audit('my.event', 1, 2); print(hook)
class Out:
    def __init__(self): self.t = []
    def write(self, s): self.t.append(s); return len(s)
    def flush(self): self.t.append('<flush>')
o = Out(); old = sys.stdout; sys.stdout = o; print('a', 1, flush=True); sys.stdout = old; print(o.t); sys.stdout = None; print('lost'); sys.stdout = old; print('back'); sys.set_int_max_str_digits(0); print(len(str(10 ** 5000))); print(sys.getsizeof([]), sys.getsizeof(object(), 5), sys.getsizeof('é'))
print(sys.exit.__doc__.splitlines()[0], callable(sys.breakpointhook), sys.unraisablehook is sys.__unraisablehook__, sys.path is sys.path, isinstance(sys.path, list), sys.meta_path != [], sys.copyright.count('\n') > 3, sys.executable != '')
