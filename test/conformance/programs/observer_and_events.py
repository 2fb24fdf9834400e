# Events and listeners: bound methods, closures, weak references, ordering.
import weakref


class Event:
    def __init__(self, name):
        self.name = name
        self.listeners = []

    def __iadd__(self, f):
        self.listeners.append(f)
        return self

    def __isub__(self, f):
        self.listeners.remove(f)
        return self

    def __call__(self, *args, **kw):
        return [f(*args, **kw) for f in list(self.listeners)]

    def __len__(self):
        return len(self.listeners)


class Button:
    def __init__(self, label):
        self.label = label
        self.clicked = Event('clicked')
        self.presses = 0

    def press(self, times=1):
        self.presses += times
        return self.clicked(self, times)


class Window:
    def __init__(self, title):
        self.title = title

    def on_click(self, source, n):
        return f'{self.title} saw {source.label} x{n}'


b = Button('OK')
w = Window('main')
total = 0


def count(source, n):
    global total
    total += n
    return total


b.clicked += w.on_click
b.clicked += count
b.clicked += lambda s, n: s.label * n
print(b.press(), b.press(3), len(b.clicked), bool(b.clicked))
b.clicked -= w.on_click
print(b.press(2), total, b.presses)
try:
    b.clicked -= w.on_click
except ValueError as e:
    print(e)
ref = weakref.ref(w)
b.clicked += w.on_click
del w
print(ref() is not None, ref().title)
b.clicked.listeners.clear()
print(ref(), b.press())


def once(f):
    def wrapper(source, n):
        source.clicked -= wrapper
        return f(source, n)
    return wrapper


b.clicked += once(lambda s, n: 'only once')
print(b.press(), b.press(), len(b.clicked))
