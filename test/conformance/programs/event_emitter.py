"""Event emitter, weak subscriptions, decorators with wraps, plugin registry."""
import functools, inspect, sys, gc, weakref, contextlib, time, types
from collections import defaultdict

class Emitter:
    def __init__(self): self._subs = defaultdict(list)
    def on(self, name, f=None, *, once=False, weak=False):
        if f is None: return functools.partial(self.on, name, once=once, weak=weak)
        ref = (weakref.WeakMethod(f) if inspect.ismethod(f) else weakref.ref(f)) if weak else (lambda: f)
        self._subs[name].append((ref, once))
        return f
    def emit(self, name, *args, **kw):
        keep, n = [], 0
        for ref, once in self._subs.get(name, ()):
            f = ref()
            if f is None: continue
            f(*args, **kw); n += 1
            if not once: keep.append((ref, once))
        self._subs[name] = keep
        return n
bus = Emitter()
@bus.on('greet')
def hello(name): print('hello', name)
@bus.on('greet', once=True)
def first(name): print('first', name)
class Listener:
    def __init__(self): self.got = []
    def hear(self, *a, **k): self.got.append((a, k))
l = Listener()
bus.on('greet', l.hear, weak=True)
print(bus.emit('greet', 'ann'), bus.emit('greet', 'bob'), l.got, sys.getrefcount(l), weakref.getweakrefcount(l))
del l
print(bus.emit('greet', 'cy'), bus.emit('nothing'))

def counted(f):
    @functools.wraps(f)
    def wrapper(*a, **k):
        wrapper.calls += 1
        return f(*a, **k)
    wrapper.calls = 0
    return wrapper
def retry(times, *errors):
    def deco(f):
        @functools.wraps(f)
        def inner(*a, **k):
            for attempt in range(1, times + 1):
                try: return f(*a, **k)
                except errors as e:
                    print('  attempt', attempt, type(e).__name__, e)
                    last = e
            raise RuntimeError(f'gave up on {f.__name__}') from last
        return inner
    return deco
class trace:
    def __init__(self, f): functools.update_wrapper(self, f); self.f = f
    def __call__(self, *a, **k):
        r = self.f(*a, **k); print(f'{self.__name__}{a[1:]} = {r}'); return r
    def __get__(self, o, t=None): return self if o is None else types.MethodType(self, o)
state = {'n': 0}
@counted
@retry(3, ValueError, KeyError)
def flaky(limit):
    "Fails until called limit times."
    state['n'] += 1
    if state['n'] < limit: raise ValueError(state['n'])
    return state['n']
print(flaky(3), flaky.calls, flaky.__name__, flaky.__doc__, flaky.__wrapped__.__wrapped__.__name__, inspect.signature(flaky))
state['n'] = -10
try: flaky(3)
except RuntimeError as e: print(e, repr(e.__cause__), e.__suppress_context__)
class Calc:
    @trace
    def add(self, a, b=2): return a + b
print(Calc().add(1), Calc.add.__name__, Calc.add.__doc__)
class Plugin:
    plugins = {}
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw); cls.plugins[name or cls.__name__.lower()] = cls
class Csv(Plugin): pass
class Json(Plugin, name='js'): pass
print(Plugin.plugins, sys.getrefcount(Csv), sys.getrefcount(Json))
@contextlib.contextmanager
def section(title):
    print('<', title)
    try: yield title.upper()
    except ZeroDivisionError as e: print('swallowed', e)
    finally: print('>', title)
with section('a') as t, section('b'): print(t); 1 / 0
with contextlib.ExitStack() as st:
    for n in 'xyz': st.enter_context(section(n))
    st.callback(print, 'callback', sep='-')
with contextlib.suppress(KeyError), contextlib.redirect_stdout(sys.stderr): {}['k']
gc.collect(); gc.disable(); b = sys.getallocatedblocks(); n = len(gc.get_objects())
fs = [counted(lambda i=i: i) for i in range(10)]
print(sys.getallocatedblocks() - b, len(gc.get_objects()) - n, gc.get_count()[0])
del fs; print(sys.getallocatedblocks() - b, gc.collect())
