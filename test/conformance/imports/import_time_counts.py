# What imports do to reference counts, blocks and tracked objects of user code.
import sys, gc
gc.collect(); gc.disable()
rc = sys.getrefcount
import shapes
from shapes import circle
print(rc(circle), rc(shapes), rc(circle.area), rc(circle.__dict__))
x = circle; print(rc(circle)); del x
mod = sys.modules['shapes.circle']; print(rc(mod)); del mod
print(rc(circle.PI) > 100, rc(circle.area.__code__), circle.area.__code__.co_consts, circle.area.__module__, circle.area.__globals__ is circle.__dict__)
import counted
print(rc(counted)); del sys.modules['counted']; print(rc(counted)); import weakref; w = weakref.ref(counted); del counted; print(w())
class D:
    def __del__(self): print('deleted with its module')
import types; m = types.ModuleType('temp'); m.d = D(); m.f = lambda: m; del m; print(gc.collect() > 0)
m = types.ModuleType('temp2'); m.d = D(); del m; print('gone')
sys.modules['temp3'] = m3 = types.ModuleType('temp3'); m3.d = D(); del m3; print('still there'); del sys.modules['temp3']; print('removed')
ns = {'D': D}; exec('d = D()\ndef f(): return d', ns); ns.clear(); print('cleared'); ns = {'D': D}; exec('d = D()\ndef f(): return d', ns); del ns; print(gc.collect() > 0)
print(gc.is_tracked(shapes), gc.is_tracked(shapes.__dict__), type(gc.get_referrers(circle)[0]).__name__, gc.get_referents(types.ModuleType('e'))[0]['__name__'])
