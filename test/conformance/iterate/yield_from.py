# yield from: values, sends, throws and closes pass through; return values come back.
def inner():
    try:
        x = yield 'i1'; print('inner got', x)
        y = yield 'i2'; print('inner got', y)
        return 'inner-result'
    except ValueError as e:
        print('inner caught', e); yield 'recovered'
        return 'after-error'
    finally:
        print('inner finally')
def outer():
    r = yield from inner()
    print('result', r)
    r2 = yield from [1, 2]; print('list result', r2)
    try:
        yield from inner()
    except KeyError as e:
        print('outer caught', repr(e))
    return 'outer-done'
g = outer(); print(next(g)); print(g.gi_yieldfrom.__name__, g.send('A')); print(g.send('B')); print(next(g)); print(next(g))
try:
    print(g.throw(KeyError('k')))
except StopIteration as e:
    print(e.value)
g = outer(); next(g); print(g.throw(ValueError('v'))); print(next(g)); g.close(); print('closed')
g = outer(); next(g); g.close()
def chain(*its):
    for it in its:
        yield from it
print(list(chain('ab', range(2), (x for x in 'z'))))
def tree(t):
    if isinstance(t, list):
        for s in t: yield from tree(s)
    else:
        yield t
print(list(tree([1, [2, [3, [4]], 5], [], [[6]]])))
class NoSend:
    def __iter__(self): return iter([1, 2])
def d(): return (yield from NoSend())
g = d(); next(g)
try:
    g.send(5)
except AttributeError as e:
    print(e)
def bad(): yield from 5
try:
    next(bad())
except TypeError as e:
    print(e)
class Custom:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration('custom-value')
        return self.n
    def send(self, v): print('custom send', v); return 'sent'
    def throw(self, *a): print('custom throw', a[0]); return 'thrown'
    def close(self): print('custom close')
def d2(): r = yield from Custom(); print('r', r); yield r
g = d2(); print(next(g), g.send(9), g.throw(ValueError), next(g), next(g)); g.close()
g = d2(); next(g); g.close()
def rec(n):
    if n: yield n; yield from rec(n - 1)
print(list(rec(10)), sum(rec(100)))
def ex():
    try: yield from ex2()
    except ZeroDivisionError: yield 'handled'
def ex2(): yield 1 // 0
print(list(ex()))
def count_up(n):
    total = 0
    for i in range(n):
        total += (yield i) or 0
    return total
def wrap(): v = yield from count_up(3); yield ('total', v)
w = wrap(); print(next(w), w.send(10), w.send(20), w.send(30))
