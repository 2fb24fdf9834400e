# contextmanager, closing, suppress, redirect_stdout, ExitStack, nullcontext, AbstractContextManager.
import contextlib, io, sys
@contextlib.contextmanager
def cm(name, swallow=False):
    print('enter', name)
    try: yield name.upper()
    except ValueError as e:
        print('saw', e)
        if not swallow: raise
    finally: print('exit', name)
with cm('a') as v: print(v)
with cm('b', swallow=True): raise ValueError('x')
try:
    with cm('c'): raise ValueError('y')
except ValueError as e: print('outer', e)
try:
    with cm('d'): raise KeyError('z')
except KeyError as e: print('outer', e)
@contextlib.contextmanager
def noyield():
    if 0: yield
@contextlib.contextmanager
def twice(): yield; yield
@contextlib.contextmanager
def stop(): yield
for c in (noyield, twice):
    try:
        with c(): pass
    except RuntimeError as e: print(e)
try:
    with twice(): raise ValueError('q')
except (RuntimeError, ValueError) as e: print(type(e).__name__, e)
try:
    with stop(): raise StopIteration('si')
except StopIteration as e: print('StopIteration', e)
@cm('deco')
def f(x): print('in f'); return x
print(f(5), f.__name__)
class R:
    def close(self): print('closed')
with contextlib.closing(R()) as r: print(type(r).__name__)
with contextlib.suppress(KeyError, IndexError): {}['x']; print('never')
with contextlib.suppress(): print('nothing suppressed')
try:
    with contextlib.suppress(KeyError): raise ValueError('v')
except ValueError as e: print(e)
b = io.StringIO()
with contextlib.redirect_stdout(b): print('hidden')
with contextlib.redirect_stderr(b): print('err', file=sys.stderr)
print(repr(b.getvalue()), contextlib.nullcontext(5).__enter__())
with contextlib.ExitStack() as st:
    print([st.enter_context(cm(n)) for n in 'xy']); st.callback(print, 'callback', 1, sep='-'); st.push(lambda *a: print('pushed', a[0])); print('body')
try:
    with contextlib.ExitStack() as st:
        st.callback(lambda: 1 / 0); st.enter_context(cm('inner')); raise ValueError('first')
except ZeroDivisionError as e: print(repr(e), repr(e.__context__))
with contextlib.ExitStack() as st:
    st.push(lambda *a: True); raise OSError('suppressed by push')
st = contextlib.ExitStack(); st.enter_context(cm('kept')); st2 = st.pop_all(); st.close(); print('closed first'); st2.close()
try: contextlib.ExitStack().enter_context(5)
except TypeError as e: print(e)
class A(contextlib.AbstractContextManager):
    def __exit__(self, *a): print('A exit'); return None
with A() as a: print(type(a).__name__)
class D(contextlib.ContextDecorator):
    def __enter__(self): print('D+'); return self
    def __exit__(self, *e): print('D-')
@D()
def g(): print('g')
g(); g(); c = cm('once'); 
with c: pass
try:
    with c: pass
except (RuntimeError, AttributeError) as e: print(type(e).__name__, str(e)[:40])
@contextlib.contextmanager
def nested():
    with cm('n1') as a, cm('n2') as b: yield a + b
with nested() as n: print(n)
with contextlib.chdir('/') if 0 else contextlib.nullcontext(): print('end')
