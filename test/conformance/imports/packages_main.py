# Packages, relative imports, __init__, __all__, import forms, attributes of modules.
import shapes
print(shapes.__name__, shapes.__package__, shapes.VERSION, shapes.order, hasattr(shapes, 'deep'))
from shapes import circle, Square
from shapes.circle import area as circle_area, PI
import shapes.deep.inner as inner
import shapes.deep.inner
print(circle.__name__, circle.__package__, circle_area(2), PI, Square(3).area(), inner.where(), shapes.deep.inner is inner, shapes.order)
ns = {}
exec('from shapes.names import *', ns); print(sorted(k for k in ns if not k.startswith('__')))
exec('from shapes.noall import *', ns); print(sorted(k for k in ns if not k.startswith('__')))
import sys
print(sorted(m for m in sys.modules if m.startswith('shapes')), sys.modules['shapes.circle'] is circle, circle.__spec__.name, circle.__spec__.parent, shapes.__spec__.submodule_search_locations is not None, hasattr(circle, '__path__'), shapes.__path__ is not None)
for stmt in ('import nope_nope', 'from shapes import nothing', 'import shapes.nothing', 'from shapes.circle import nope', 'import shapes.circle.x', 'from . import x', 'from nope import y', 'import broken_syntax', 'import raises_on_import', 'from shapes.deep import missing_relative', 'from shapes.bad import *'):
    try: exec(stmt); print(stmt, 'ok')
    except Exception as e: print(stmt, '->', type(e).__name__, e, getattr(e, 'name', None))
print('raises_on_import' in sys.modules, 'broken_syntax' in sys.modules)
import counted; import counted as again; from counted import n; print(counted is again, n, counted.n)
import importlib
counted.n = 50; importlib.reload(counted); print(counted.n, counted is sys.modules['counted'])
del sys.modules['counted']; import counted as fresh; print(fresh is counted, fresh.n)
m = importlib.import_module('shapes.circle'); print(m is circle, importlib.import_module('.inner', 'shapes.deep') is inner, __import__('shapes.circle') is shapes, __import__('shapes.circle', fromlist=['area']) is circle)
import cyclic_a; print(cyclic_a.result(), cyclic_a.seen)
import types; fake = types.ModuleType('fake', 'doc of fake'); fake.x = 5; sys.modules['fake'] = fake; import fake as f2; from fake import x; print(f2 is fake, x, fake.__doc__, repr(fake), fake.__name__)
sys.modules['blocked'] = None
try: import blocked
except ImportError as e: print(type(e).__name__, e)
import lazy; print(lazy.computed, lazy.LATE)
try: lazy.unknown
except AttributeError as e: print(e)
try: from lazy import unknown
except ImportError as e: print(str(e).split(' (')[0])
print(dir(lazy), __name__, __package__, __spec__, type(__loader__).__name__ if 0 else '', __builtins__ is sys.modules['builtins'], sys.modules['__main__'].__dict__ is globals(), circle.__builtins__['len'] is len)
def local_import():
    import math as m2
    from shapes import order as o
    return m2.floor(2.5), o is shapes.order
print(local_import(), 'math' in dir())
import namespace_pkg.part; print(namespace_pkg.part.v, type(namespace_pkg.__path__).__name__, namespace_pkg.__file__ if hasattr(namespace_pkg, '__file__') else 'no file')
