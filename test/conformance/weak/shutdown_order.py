# What is printed when the interpreter shuts down: atexit, globals, modules, cycles.
import atexit, sys, weakref, gc
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
a = D('a'); b = D('b'); _private = D('_private'); lst = [D('in list 1'), D('in list 2')]; dct = {'k': D('in dict')}
cyc = D('cycle'); cyc.me = cyc
class K: attr = D('class attr')
def f(x=D('default')): pass
def gen():
    try: yield D('gen value')
    finally: print('generator finally')
g = gen(); held = next(g)
import types; mod = types.ModuleType('mod'); mod.obj = D('in module object'); sys.modules['fake_mod'] = mod
r = weakref.ref(a, lambda r: print('callback of a')); w = weakref.WeakValueDictionary(b=b)
atexit.register(lambda: print('atexit first registered')); atexit.register(print, 'atexit with args', sep='-')
@atexit.register
def boom(): print('atexit last, raising'); raise ValueError('in atexit')
weakref.finalize(b, print, 'finalize of b'); gc.disable()
def closure():
    v = D('closure cell')
    return lambda: v
c = closure(); t = (D('tuple'), D('tuple2')); import builtins; builtins.b_obj = D('in builtins'); bound = a.__init__; print('end of main')
