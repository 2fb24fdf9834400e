import sys

events = []


def short(arg):
    if isinstance(arg, tuple) and len(arg) == 3 and isinstance(arg[0], type):
        return arg[0].__name__, str(arg[1]), arg[2] is None
    return arg if arg is None or isinstance(arg, (int, str)) else type(arg).__name__


def tracer(frame, event, arg):
    events.append((frame.f_code.co_name, event, frame.f_lineno - first, short(arg)))
    return tracer


def trace(f, *args):
    global first
    first = f.__code__.co_firstlineno
    events.clear()
    sys.settrace(tracer)
    try:
        result = f(*args)
    except Exception as e:
        result = repr(e)
    sys.settrace(None)
    print(f.__name__, result)
    for event in events:
        print('  ', *event)


def loop(n):
    total = 0
    for i in range(n):
        if i == 1:
            continue
        total += i
    while n:
        n -= 1
    return total


def raising():
    try:
        inner(0)
    except ZeroDivisionError as e:
        x = 1
    finally:
        y = 2
    inner(0)


def inner(n):
    return 1 / n


def numbers():
    yield 1
    x = yield 2
    return x


def generators():
    total = 0
    for n in numbers():
        total += n
    g = numbers()
    next(g)
    g.close()
    return sum(v * v for v in range(2)) + total


class Manager:
    def __enter__(self):
        return 1

    def __exit__(self, *exc):
        return True


def managed():
    with Manager() as m:
        raise ValueError('x')
    return [m for m in range(2)]


def delegating():
    r = yield from numbers()
    yield r


def delegated():
    return list(delegating())


class Meta(type):
    pass


def defines():
    class A(metaclass=Meta):
        x = 1

        def f(self): return self.x
    return A().f()


for f, *args in [(loop, 3), (raising,), (generators,), (managed,), (delegated,), (defines,)]:
    trace(f, *args)


def only_calls(frame, event, arg):
    events.append((frame.f_code.co_name, event))


events = []
sys.settrace(only_calls)
loop(2)
inner(1)
print(sys.gettrace() is only_calls)
sys.settrace(None)
print(events, sys.gettrace())


def failing(frame, event, arg):
    if event == 'line':
        raise RuntimeError('from the trace function')
    return failing


sys.settrace(failing)
try:
    loop(1)
except RuntimeError as e:
    print('caught', e, sys.gettrace())


def no_lines(frame, event, arg):
    frame.f_trace_lines = False
    events.append(event)
    return no_lines


events = []
sys.settrace(no_lines)
loop(2)
sys.settrace(None)
print(events)


def shows_locals(frame, event, arg):
    events.append((event, dict(frame.f_locals)))
    return shows_locals


events = []
sys.settrace(shows_locals)
loop(1)
sys.settrace(None)
print(events)
print(sys.getrefcount(shows_locals))
