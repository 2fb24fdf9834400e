# Exceptions that cannot propagate: __del__, weakref callbacks, excepthook and unraisablehook.
import sys, weakref, gc
seen = []
sys.unraisablehook = lambda u: seen.append((u.exc_type.__name__, str(u.exc_value), u.err_msg, getattr(u.object, '__name__', type(u.object).__name__), u.exc_traceback is not None))
class D:
    def __del__(self): raise ValueError('in del')
D(); d = D(); del d
class T: pass
t = T(); r = weakref.ref(t, lambda r: 1 / 0); del t
def gen():
    try: yield
    finally: raise KeyError('closing')
g = gen(); next(g); del g
c = D(); c.me = c; del c; gc.collect()
gc.callbacks.append(lambda p, i: [][1]); gc.collect(); gc.callbacks.clear()
for s in seen: print(s)
seen.clear()
def hook(t, v, tb): print('hook', t.__name__, v, tb.tb_lineno > 0, tb.tb_frame.f_code.co_name)
sys.excepthook = hook
print(sys.__excepthook__ is not hook, sys.__unraisablehook__ is not None)
raise LookupError('to the hook')
