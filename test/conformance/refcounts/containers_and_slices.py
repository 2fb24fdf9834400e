# Reference counts as containers take and release items through every operation.
import sys
rc = sys.getrefcount
o = object(); base = rc(o)
def d(tag): print(tag, rc(o) - base)
l = [o]; d('list 1'); l.append(o); d('append'); l.extend([o, o]); d('extend'); l.insert(0, o); d('insert'); l *= 2; d('imul'); l2 = l[2:5]; d('slice'); l3 = l + l2; d('concat'); l.pop(); d('pop'); del l[0]; d('del item'); del l[:2]; d('del slice'); l[0] = None; d('setitem'); l[:] = [o]; d('slice assign'); l.remove(o); d('remove'); l3.clear(); d('clear'); l2.reverse(); d('reverse'); l2.sort(key=id); d('sort'); c = l2.copy(); d('copy'); del c, l2, l3, l; d('all lists gone')
t = (o, o); d('tuple'); u = t + (o,); d('tuple concat'); v = t * 3; d('tuple repeat'); w = u[1:]; d('tuple slice'); x, y = t; d('unpacked'); x, *y = v; d('star unpacked'); del t, u, v, w, x, y; d('tuples gone')
m = {'k': o}; d('dict value'); m[o] = o; d('dict key and value'); m['k'] = o; d('same value'); m.update(z=o); d('update'); n = dict(m); d('dict copy'); n2 = {**m}; d('dict display'); m.pop('k'); d('dict pop'); m.popitem(); d('popitem'); m.setdefault('q', o); d('setdefault'); m.setdefault('q', o); d('setdefault again'); g = m.get('q'); d('get'); ks = m.values(); d('view'); it = list(m.items()); d('items list'); m.clear(); d('dict clear'); del n, n2, g, it, m, ks; d('dicts gone')
s = {o}; d('set'); s.add(o); d('set add again'); s2 = s | {1}; d('union'); s3 = frozenset(s); d('frozenset'); p = s.pop(); d('set pop'); s.add(o); s.discard(o); d('discard'); del s, s2, s3, p; d('sets gone')
class C: pass
i = C(); i.a = o; d('attr'); i.b = o; d('attr 2'); i.__dict__; d('dict materialised'); i.a = None; d('rebound'); j = vars(i).copy(); d('vars copy'); del i.b; d('delattr'); del i, j; d('instance gone')
class S: __slots__ = ('x',)
i = S(); i.x = o; d('slot'); del i.x; d('slot deleted'); i.x = o; del i; d('slots instance gone')
z = zip([o], [o]); d('zip over lists'); e = next(z); d('zip next'); del z, e; d('zip gone'); it = iter([o]); d('iter'); k = next(it); d('iter next'); del it, k; d('iter gone')
en = enumerate([o]); d('enumerate'); r = reversed([o]); d('reversed'); mp = map(None, [o]); d('map'); f = filter(None, [o]); d('filter'); del en, r, mp, f; d('gone')
gen = (q for q in [o]); d('genexp'); next(gen); d('genexp next'); gen.close(); d('closed')
import functools, itertools, collections, operator
pt = functools.partial(print, o, x=o); d('partial'); del pt; ch = itertools.chain([o], (o,)); d('chain'); next(ch); d('chain next'); del ch; rp = itertools.repeat(o, 3); d('repeat'); list(rp); d('repeat used'); del rp; cy = itertools.cycle([o]); next(cy); d('cycle'); del cy; dq = collections.deque([o, o]); d('deque'); dq.popleft(); d('popleft'); dq.rotate(); d('rotate'); del dq; d('deque gone')
bm = i.__class__ if 0 else o.__repr__; d('bound slot wrapper'); del bm; cell = (lambda: o).__closure__; d('global closure'); sl = slice(o, None); d('slice object'); del sl; pr = property(o); d('property'); del pr; cm = classmethod(o); d('classmethod'); del cm; d('end')
