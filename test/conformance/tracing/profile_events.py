"""sys.setprofile: which calls a profile function hears of, in which order, with which arguments."""
import functools, sys

events = []

def describe(arg):
    if callable(arg) and not isinstance(arg, type):
        owner = getattr(arg, '__self__', None)
        return arg.__qualname__, type(owner).__name__
    return repr(arg)[:40] if isinstance(arg, (str, int, tuple, list, dict, type(None))) else type(arg).__name__

def profiler(frame, event, arg):
    events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, describe(arg)))

def show(title):
    print(title)
    for e in events:
        print('   ', *e)
    events.clear()

def leaf(n):
    return n * 2

def middle(n, *rest, key=None):
    total = leaf(n)
    total += len(rest)
    return max(total, 3)

def generate(n):
    for i in range(n):
        yield abs(-i)
    return 'end'

def delegate():
    return (yield from generate(2))

class Thing:
    def __init__(self, v):
        self.v = v
    def __eq__(self, other):
        return self.v == other.v
    def __len__(self):
        return 4
    @property
    def twice(self):
        return self.v * 2

def failing():
    try:
        int('x')
    except ValueError as e:
        str(e)
    [].pop()

def run(title, f, *args, **kwargs):
    sys.setprofile(profiler)
    try:
        r = f(*args, **kwargs)
    except Exception as e:
        r = e
    sys.setprofile(None)
    show(title + ': ' + repr(r))

run('functions', middle, 4, 'x', key=1)
run('generator', lambda: list(generate(2)))
run('yield from', lambda: [x for x in delegate()])
run('instances', lambda: (Thing(1) == Thing(2), len(Thing(3)), Thing(4).twice))
run('methods', lambda: ('a b'.split(), [3, 1].sort(), {}.get(1), str.upper('x'), (1).__add__(2)))
run('failing', failing)
run('keywords', lambda: sorted([3, 1, 2], key=lambda v: -v, reverse=True))
run('star', lambda: print(*['a', 'b'], sep='-'))
run('star method', lambda: str.join(*['-', ['a', 'b']]))
run('partial', lambda: functools.partial(leaf, 3)())
run('builtin directly', len, 'abc')
run('types', lambda: (int('3'), list('ab'), dict(a=1), type('T', (), {})().__class__.__name__))
run('reduce', lambda: functools.reduce(lambda a, b: a + b, [1, 2, 3]))
run('comprehension', lambda: {k: v for k, v in zip('ab', range(2))})
run('raising', lambda: next(iter([])))
run('closing a generator', lambda: generate(3).close())

def caller():
    g = generate(3)
    next(g)
    try:
        g.throw(KeyError('thrown'))
    except KeyError as e:
        return e.args
run('throw', caller)

class Context:
    def __enter__(self):
        return self
    def __exit__(self, *info):
        return True

def with_block():
    with Context():
        raise OSError(1)
    return 'after'
run('with', with_block)

print(sys.getprofile())
sys.setprofile(profiler)
print(sys.getprofile() is profiler)
sys.setprofile(None)
show('module')

def bad(frame, event, arg):
    raise RuntimeError('profiler failed at ' + event)

def guarded(n):
    return n
try:
    sys.setprofile(bad)
    guarded(1)
except RuntimeError as e:
    print('caught', e, sys.getprofile())
try:
    sys.setprofile(bad)
    len('x')
except RuntimeError as e:
    print('caught', e, sys.getprofile())

both = []
def tracer(frame, event, arg):
    both.append(('trace', event))
    return tracer
sys.setprofile(lambda frame, event, arg: both.append(('profile', event)))
sys.settrace(tracer)
guarded(2)
sys.settrace(None)
sys.setprofile(None)
print(both)

counts = {}
def counting(frame, event, arg):
    if event == 'call':
        name = frame.f_code.co_name
        counts[name] = counts.get(name, 0) + 1

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
sys.setprofile(counting)
fib(10)
sys.setprofile(None)
print(counts)
