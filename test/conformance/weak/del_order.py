# Order in which objects die: containers, attributes, frames, generators, expressions.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print(self.n, end=' ')
    def __repr__(self): return f'D{self.n}'
    def __add__(self, o): return D(f'({self.n}+{o.n})')
    def __call__(self, *a): return D(f'{self.n}()')
    def __getitem__(self, i): return D(f'{self.n}[]')
def nl(t=''): print('|', t)
l = [D(i) for i in range(4)]; l.pop(); nl('pop'); l[0] = D(9); nl('setitem'); del l[0]; nl('delitem'); l[:] = [D(5)]; nl('slice'); l.clear(); nl('clear')
l = [D(i) for i in range(6)]; del l[::2]; nl('ext slice'); l *= 0; nl('imul 0'); l = [D(1), D(2)]; l = None; nl('list rebind')
d = {k: D(k) for k in 'abc'}; d['a'] = D('A'); nl('dict set'); d.pop('b'); nl('dict pop'); d.update(c=D('C')); nl('update'); d.popitem(); nl('popitem'); d.clear(); nl('dict clear')
s = {D(1)}; s.pop(); nl('set pop'); s = {D(2)}; s.clear(); nl('set clear'); t = (D(1), (D(2), [D(3), D(4)])); t = 0; nl('nested')
o = D('owner'); o.b = D('b'); o.a = D('a'); o.l = [D('x'), D('y')]; o = 0; nl('attributes')
class S(D):
    __slots__ = ('z', 'y')
s = S('slots'); s.y = D('y'); s.z = D('z'); s.other = D('dict'); s = 0; nl('slots')
def f(a, b, *c, k=None, **kw): x = D('x'); y = [D('y1'), D('y2')]; z = x; return 'r'
f(D('a'), D('b'), D('c1'), D('c2'), k=D('k'), m=D('m')); nl('frame')
def g(): 
    x = D('gx')
    for i in (D('i1'), D('i2')): yield i.n
it = g(); next(it); it = None; nl('generator'); it = g(); list(it); nl('exhausted'); it = g(); it.close(); nl('unstarted')
def closure(): v = D('cell'); w = D('local'); return lambda: v
c = closure(); nl('closure made'); c = None; nl('closure gone')
D('tmp'); nl('expr stmt'); D('a') + D('b'); nl('add'); D('f')(D('arg1'), D('arg2')); nl('call'); D('l')[D('i')]; nl('subscript'); [D(1), D(2)]; nl('list expr'); D('t').n; nl('attr'); (D(1), D(2))[0]; nl('index'); {D('v').n: D('w')}; nl('dict'); D('x') if D('cond') else 0; nl('cond'); D('p') and D('q'); nl('and'); D('p') or D('q'); nl('or'); not D('n'); nl('not'); f'{D("f").n}'; nl('fstring'); [x.n for x in (D('c1'), D('c2'))]; nl('comp'); a = b = D('chain'); del a; nl(); del b; nl('chained'); x, y = D('u1'), D('u2'); x, y = y, x; nl('swap'); x = y = 0; nl('unpacked'); lambda: D('never'); nl('lambda'); D(1) is D(2); nl('is'); D(3) == D(4); nl('eq'); D('lt').n < D('gt').n; nl('compare')
for i in (D('f1'), D('f2')): pass
nl('for'); del i; nl('loop var')
try: raise ValueError(D('exc'))
except ValueError: nl('handler')
nl('after handler')
try:
    x = D('before'); raise KeyError
except KeyError: x = None; nl('x')
def fail(): y = D('in frame'); z = D('z'); 1 / 0
try: fail()
except ZeroDivisionError as e: nl('caught')
nl('done')
def ret(): v = D('ret'); w = D('w'); return v
r = ret(); nl('returned'); r = ret(); nl('again'); del r; nl('del'); ret().n; nl('temp')
class CM:
    def __enter__(self): return D('as')
    def __exit__(self, *a): print('exit', end=' ')
    def __del__(self): print('cm', end=' ')
with CM() as m: nl('body')
nl('with'); del m; nl('m'); w = [D('w1')]; w.append(w); del w; import gc; gc.collect(); nl('collected'); def_ = lambda a=D('default'): a; def_ = 0; nl('default'); p = print; global_d = D('global at exit'); glob2 = [D('in list at exit')]
