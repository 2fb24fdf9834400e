# Augmented assignment to every target, single evaluation of subscripts, the walrus in odd places, chained comparison.
log = []
def t(v): log.append(v); return v
l = [1, 2, 3]; d = {'k': 1}
class O: a = 10
o = O()
l[0] += 5; d['k'] *= 3; o.a -= 4; print(l, d, o.a, O.a)
t(l)[t(1)] += t(100); print(l, log[1:]); log.clear()
x = y = [1]; x += [2]; print(x is y, y); x = x + [3]; print(x is y, y)
s = 'a'; s2 = s; s += 'b'; print(s, s2); tup = (1,); tup += (2,); print(tup); st = {1}; al = st; st |= {2}; st -= {1}; print(al)
class I:
    def __init__(self, v): self.v = v
    def __iadd__(self, o): self.v += o; return self
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return I(self.v - o)
    def __imatmul__(self, o): return 'matmul'
    def __ifloordiv__(self, o): return ('//=', o)
    def __ipow__(self, o): return ('**=', o)
    def __ilshift__(self, o): return ('<<=', o)
    def __iand__(self, o): return ('&=', o)
i = j = I(5); i += 2; print(i.v, i is j); i -= 1; print(i.v, i is j); i @= 3; print(i); k = I(1); k //= 2; print(k); k = I(1); k **= 3; print(k); k = I(1); k <<= 4; print(k); k = I(1); k &= 4; print(k)
for code in ("l += 5", "l += None", "st |= [1]", "s += 1", "d += {}", "none += 1", "k += 'x'", "O() -= 1" if 0 else "o.zz += 1", "d['zz'] += 1", "l[9] += 1", "tup[0] += 1"):
    try:
        exec(code)
    except Exception as e:
        print(code, '->', type(e).__name__, e)
if (n := len('hello')) > 3: print(n)
while (v := l.pop()) != 6: print('popped', v)
print((a := 1) + (b := 2), a, b, [(c := i) for i in range(3)], c, (q := (r := 5) + 1), q, r, f'{(w := 7)}', w)
def f(p=(dflt := 9)): return p, (m := p * 2), m
print(f(), dflt, any((hit := x) > 2 for x in [1, 2, 3, 4]), hit, {(key := 'k'): (val := 1)}, key, val)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 != 1, 1 == 1.0 == True, 'a' < 'b' in 'abc', not 1 < 2 < 3, (1 < 2) < 3, 1 < 2 > 1, None is None is not l)
log.clear(); print(t(1) < t(5) < t(3) < t(9), log); log.clear(); print(t(3) < t(1) < t(2), log); log.clear()
print(t(0) or t('') or t('x') or t('y'), t(1) and t(0) and t(2), log, (0 or []) == [], 5 if t(0) else 6, not t(0)); log.clear()
a = b = t([0]); a[0], b = 1, t('b'); print(a, b); i = 0; arr = [0, 0]; i, arr[i] = 1, 2; print(i, arr); arr[0], arr[1] = arr[1], arr[0]; print(arr); (z), = [3]; print(z)
for i, arr[i] in enumerate([7, 8]): pass
print(arr); [p, q] = p2 = 1, 2; print(p, q, p2); x = *range(2), *'ab'; print(x); *x, = 'xyz'; print(x)
