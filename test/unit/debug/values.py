import sys, collections, enum, types, weakref, array, functools
class Plain:
    def __init__(self): self.a = 1; self.b = [2]
    def method(self): pass
class Slots:
    __slots__ = ('p', 'q')
    def __init__(self): self.p = 5
class Loud:
    def __repr__(self): raise SystemExit('must not run')
    def __sizeof__(self): raise SystemExit('must not run')
class L(list): pass
class Named(list):
    def __repr__(self): return 'never'
Point = collections.namedtuple('Point', 'x y')
class Color(enum.Enum):
    RED = 1
def function(a, b=(1, 2)):
    def inner(): return a, b
    return inner
def generator():
    local = 'inside'
    yield local
g = generator()
next(g)
values = dict(
    none=None, true=True, ellipsis=..., small=7, negative=-3, large=2 ** 100, huge=10 ** 2000, zero=0,
    pi=3.141592653589793, whole=2.0, inf=float('-inf'), nan=float('nan'), tiny=5e-324,
    complexes=[1j, 1 + 2j, -0.0 + 1j, complex('nan+infj'), 0j],
    ascii='it is', quotes="it's", both='\'"', escapes='a\n\t\\\x00\x7f', latin='\xe9\x80', wide='\u4e2d\U0001f600\ud800',
    empty='', data=b'a\x00\'b', array=bytearray(b'xy'), long_text='x' * 1000,
    tuple0=(), tuple1=(1,), tuple2=(1, 'a'), list0=[], list1=[1, [2, [3, [4, [5]]]]], long_list=list(range(1000)),
    dict0={}, dict1={'a': 1, 2: (3,)}, big_dict={i: i for i in range(100)}, set0=set(), set1={1}, frozen=frozenset([3]), frozen0=frozenset(),
    deleted={i: i for i in range(20)}, range1=range(5), range2=range(1, 10, 2), slice=slice(1, None), deque=collections.deque([1, 2], 5),
    bound=Plain().method, builtin=len, method_of=[].append, function=function, closure=function(1), module=sys, package=collections,
    cls=Plain, builtin_class=dict, nested_class=types.SimpleNamespace, error=ValueError('x', 1), key_error=KeyError('k'),
    instance=Plain(), slots=Slots(), generator=g, point=Point(1, 2), subclass=L([1]), named=Named([1]), default=collections.defaultdict(int, a=1),
    ordered=collections.OrderedDict(a=1), counter=collections.Counter('aab'), weak=weakref.ref(Plain), proxy=Plain.__dict__,
    ints=array.array('i', [1, 2]), cell=function(1).__closure__[0], code=function.__code__, color=Color.RED,
    shared={}, partial=functools.partial(len, [1]), memory=memoryview(b'ab'), bool_list=[True, None],
)
for i in range(15): del values['deleted'][i]
cycle = [1]
cycle.append(cycle)
values['cycle'] = cycle
ring = {}
ring['self'] = ring
values['ring'] = ring
loud = Loud()
many = [[] for i in range(1000)]
def show(v):
    try: text = repr(v)
    except Exception as e: text = str(e)
    return text, sys.getsizeof(v), hex(id(v))
known = {k: show(v) for k, v in values.items()}
counts = {k: sys.getrefcount(v) - 2 for k, v in values.items()}
def stop(first, *rest, keyword=3):
    local = [first]
    del rest
    class Inner:
        attribute = first
    return lambda: (local, first)
for k, (text, size, address) in known.items():
    print(k, size, address, counts[k], ascii(text), sep='|')
stop(known, 2)
print('end')
