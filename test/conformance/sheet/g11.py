# a dict / set / generator in a cycle
import gc
gc.collect()
def run(mk):
    mk(); return gc.collect()
def dd(): d = {}; d['d'] = d
def gen():
    def g(): yield it
    it = g(); next(it)
def bound():
    class C: pass
    c = C(); c.f = c.__init__
def two_inst():
    class A: __slots__ = 'o',
    a = A(); b = A(); a.o = b; b.o = a
print([run(f) for f in (dd, gen, bound, two_inst)])
