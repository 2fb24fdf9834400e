# del of every target, global and nonlocal declarations, class scopes, exec and eval namespaces.
x = 1; y = [1, 2, 3, 4]; z = {'a': 1, 'b': 2}
del x, y[0], y[1:2], z['a']
print(y, z, 'x' in globals())
try:
    x
except NameError as e:
    print(e, e.name)
try:
    del x
except NameError as e:
    print(e)
class O: pass
o = O(); o.a = 1; o.b = 2; del o.a, o.b
try:
    del o.a
except AttributeError as e:
    print(e)
(a, [b, c]) = 1, (2, 3); del (a, [b, c]); print([n for n in 'abc' if n in globals()])
class Scope:
    v = 1
    w = v + 1
    def m(self): return [v for v in 'xy']
    del v
    try: v
    except NameError as e: msg = str(e)
print(Scope.w, Scope.msg, hasattr(Scope, 'v'), Scope().m())
ns = {}
exec('a = 1\ndef f(): return a + 1\nb = f()', ns); print(ns['b'], sorted(k for k in ns if not k.startswith('__')))
l = {}
exec('p = q + 1', {'q': 41}, l); print(l, eval('q * r', {'q': 6}, {'r': 7}), eval('x + 1', {'x': 1}), eval(compile('1 + 2', '<s>', 'eval')), exec('1 + 1'))
class Map(dict):
    def __missing__(self, k): return 'dyn_' + k
print(eval('hello', {}, Map()), eval('len("abc")', {'__builtins__': {'len': lambda s: 'fake'}}))
for code in ("eval('1 +')", "eval('x = 1')", "eval(5)", "exec(5)", "eval('undefined_x')", "eval('len(5)', {'__builtins__': {}})", "exec('a', {}, 5)", "eval('1', 5)", "compile('x', 'f', 'bad')"):
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, '->', type(e).__name__, e)
def f():
    a = 1
    b = [2]
    print(sorted(locals()), locals()['a'], dir())
    del a
    print(sorted(locals()))
    exec('a = 5; b.append(3)'); print(b, 'a' in locals())
f()
g = 1
def shadow():
    g = 2
    def inner():
        global g
        g = 3; return g
    return inner(), g
print(shadow(), g, vars(Scope)['w'], 'g' in vars(), globals() is vars(), __name__)
glob = globals(); glob['dynamic_name'] = 'dyn'; print(dynamic_name); del glob['dynamic_name']; print('dynamic_name' in dir())
def params(a, *b, c=1, **d):
    del a; e = 5
    return locals()
print(params(1, 2, z=3)); print((lambda q: locals())(1), [locals() for i in [1]][0].keys() if 0 else 'ok')
for i in range(3): pass
print(i); [i for i in 'ab']; print(i)
import builtins; builtins.injected = 'via builtins'; print(injected); del builtins.injected
len = lambda s: 'shadowed'; print(len('abc')); del len; print(len('abc'))
