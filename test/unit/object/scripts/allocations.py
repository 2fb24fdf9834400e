class P: pass
class I2:
    def __init__(self): self.a = 1; self.b = 2
class S: __slots__ = ('a', 'b')
class B:
    def m(self): pass
    @property
    def p(self): return 1
    def __getattr__(self, n): return None
class Sub(B):
    def m(self): super().m()
def kf(**k): pass
def nf(): pass
x = y = e = c = None
o = B(); su = Sub(); pp = P(); pp.a = 1; q = P(); q.z = 1; kw = {'a': 1}; a3 = (1, 2, 3)
gc_collect(); trace_on()
class C: pass
trace_off('class C'); trace_on()
x = P()
trace_off('P()'); trace_on()
pp.b = 1
trace_off('attr'); trace_on()
x = S()
trace_off('S()'); trace_on()
x = I2()
trace_off('I2()'); trace_on()
q.__dict__
trace_off('__dict__'); trace_on()
x = o.m
trace_off('o.m'); trace_on()
o.m()
trace_off('o.m()'); trace_on()
x = [].append
trace_off('[].append'); trace_on()
su.m()
trace_off('super().m()'); trace_on()
o.p
trace_off('property'); trace_on()
o.zzz
trace_off('getattr fallback'); trace_on()
try: pp.zz
except AttributeError: pass
trace_off('AttributeError'); trace_on()
x = ReferenceType(pp)
trace_off('ref'); trace_on()
x = ReferenceType(pp)
trace_off('ref again'); trace_on()
kf(**kw)
trace_off('f(**kw)'); trace_on()
hasattr(pp, 'qqq')
trace_off('hasattr'); trace_on()
x = object()
trace_off('object()'); trace_on()
raise1 = 1
trace_off('none')
