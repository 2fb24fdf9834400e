# LOAD_NAME, STORE_NAME and STORE_GLOBAL at sites that have run before, while the dicts change under them.
import sys


def run(code, *namespaces):
    return [exec(code, ns) for ns in namespaces for _ in range(3)]


code = compile('x = y\ny = y + 1\nn = len(str(y))\n', '<names>', 'exec')
first, second = {'y': 1}, {'z': 0, 'y': 10}
run(code, first, second)
print(first['x'], first['y'], first['n'], second['x'], second['y'])
second['len'] = lambda s: 'own len'
run(code, second)
print(second['n'])
del second['len']
run(code, second)
print(second['n'])
del first['y']
try:
    run(code, first)
except NameError as e:
    print(e)
first['y'] = 5
run(code, first)
print(first['x'], list(first)[1:])

mixed = {1: 'one', 'y': 3}
run(code, mixed)
print({k: v for k, v in mixed.items() if k != '__builtins__'})


class Loud(dict):
    def __getitem__(self, name):
        print('get', name)
        return super().__getitem__(name)

    def __setitem__(self, name, value):
        print('set', name, value)
        super().__setitem__(name, value)


exec(code, {}, Loud(y=7))


class Dies:
    def __init__(self, text):
        self.text = text

    def __del__(self):
        print('del', self.text, sorted(k for k in globals() if k.startswith('slot')))


for i in range(4):
    slot = Dies(i)
del slot
slot_b = 1


def set_global(v):
    global slot_b
    slot_b = v


marker = object()
before = sys.getrefcount(marker)
for i in range(20):
    set_global(marker if i % 2 else i)
print(sys.getrefcount(marker) - before, slot_b is marker)
set_global(None)
print(sys.getrefcount(marker) - before)


class Body:
    value = 1
    for value in range(5):
        total = value + sum([value, 1])
    len = len('abc')


print(Body.value, Body.total, Body.len)
