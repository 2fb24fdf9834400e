# inspect: signatures, sources of members, predicates; warnings: filters, catching, categories.
import inspect
import warnings
import functools


def f(a, b: int = 2, *args, c, d='x', **kw) -> str:
    """Docstring of f.

        indented
    """


class C:
    x = 1

    def m(self, a): pass

    @classmethod
    def c(cls, z=1): pass

    @staticmethod
    def s(q, /): pass

    @property
    def p(self): return 1


def g(): yield 1
async def h(): pass


sig = inspect.signature(f)
print(sig, list(sig.parameters), [p.kind.name for p in sig.parameters.values()], sig.parameters['b'].default, sig.return_annotation, sig.parameters['b'].annotation is int)
print(inspect.signature(C), inspect.signature(C.m), inspect.signature(C().m), inspect.signature(C.c), inspect.signature(C.s), inspect.signature(functools.partial(f, 1, c=5)), inspect.signature(lambda x, *y: 0))
b = sig.bind(1, 2, 3, c=4, e=5)
print(b.args, b.kwargs, b.arguments)
b = sig.bind(1, c=2)
b.apply_defaults()
print(b.arguments)
for args, kw in (((), {}), ((1,), {}), ((1,), {'c': 1, 'a': 2})):
    try:
        sig.bind(*args, **kw)
    except TypeError as e:
        print(e)
print(inspect.isfunction(f), inspect.ismethod(C().m), inspect.isclass(C), inspect.isgeneratorfunction(g), inspect.iscoroutinefunction(h), inspect.isbuiltin(len), inspect.ismodule(inspect), inspect.isgenerator(g()), inspect.isdatadescriptor(C.__dict__['p']), inspect.isabstract(C), inspect.callable(5) if hasattr(inspect, 'callable') else '')
print([n for n, _ in inspect.getmembers(C) if not n.startswith('__')], inspect.getdoc(f), inspect.cleandoc('  a\n    b'), [c.__name__ for c in inspect.getmro(bool)], inspect.getattr_static(C(), 'p').__class__.__name__, inspect.unwrap(f) is f, inspect.getfullargspec(f).kwonlyargs, inspect.currentframe().f_lineno > 0, inspect.getgeneratorstate(g()), inspect.Parameter('a', inspect.Parameter.KEYWORD_ONLY, default=3))
print(inspect.getsource(g).strip(), inspect.getsourcelines(C.m)[1], inspect.getmodule(f).__name__, [fi.function for fi in (lambda: inspect.stack())()][:1])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings.warn('first')
    warnings.warn('old', DeprecationWarning)
    warnings.warn(UserWarning('instance'))
    print([(str(w.message), w.category.__name__, w.lineno > 0) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        warnings.warn('now an error', RuntimeWarning)
    except RuntimeWarning as e:
        print(repr(e))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('default')
    for _ in range(3):
        warnings.warn('once per place')
    warnings.filterwarnings('ignore', message='quiet.*')
    warnings.warn('quiet please')
    print(len(caught))
try:
    warnings.warn('x', int)
except TypeError as e:
    print(e)
print(warnings.formatwarning('msg', UserWarning, 'file.py', 3, 'line'), [c.__name__ for c in Warning.__subclasses__()][:6])
