class M(type): pass
print((M.__flags__>>11)&1)
class A: pass
class B: pass
def t(f):
    try: f()
    except Exception as e: print(type(e).__name__, repr(str(e)))
t(lambda: type('X',(A,A),{}))
class X(A,B): pass
class Y(B,A): pass
t(lambda: type('Z',(X,Y),{}))
t(lambda: type('Z',(int,str),{}))
t(lambda: type('Z',(bool,),{}))
t(lambda: type('Z',(1,),{}))
t(lambda: type('Z',1,{}))
t(lambda: type('Z',(),1))
t(lambda: type(1,(),{}))
t(lambda: type('Z',()))
t(lambda: type())
t(lambda: type('Z',(),{},x=1))
t(lambda: type('Z',(),{'__slots__':1}))
t(lambda: type('Z',(),{'__slots__':('a','1')}))
t(lambda: type('Z',(),{'__slots__':('a','a')}))
t(lambda: type('Z',(int,),{'__slots__':('a',)}))
t(lambda: type('Z',(),{'__slots__':('a',),'a':1}))
t(lambda: type('Z',(),{'__slots__':('__dict__','__dict__')}))
t(lambda: type('Z',(A,),{'__slots__':('__dict__',)}))
t(lambda: type('Z',(A,),{'__slots__':('__weakref__',)}))
t(lambda: type('Z',(),{'__qualname__':1}))
t(lambda: type('Z\0',(),{}))
t(lambda: type('Z',(),{'__classcell__':1}))
def f(): A.__bases__=(int,)
t(f)
def f(): A.__bases__=()
t(f)
def f(): X.__bases__=(1,)
t(f)
def f(): X.__bases__=(X,)
t(f)
def f(): A.__name__=1
t(f)
def f(): del A.__name__
t(f)
def f(): int.__name__='x'
t(f)
def f(): A.__qualname__=1
t(f)
def f(): del A.__module__
t(f)
def f(): A().__class__=1
t(f)
def f(): A().__class__=int
t(f)
def f(): [].__class__=A
t(f)
class S: __slots__=('q',)
def f(): A().__class__=S
t(f)
t(lambda: object(1)); t(lambda: A(1)); t(lambda: object.__new__(A,1)); t(lambda: object.__init__(A(),1))
class I:
    def __init__(self,x): pass
t(lambda: I())
t(lambda: object.__new__(I,1))
class N:
    def __new__(cls,x): return object.__new__(cls)
t(lambda: N.__init__(N(1),2))
t(lambda: type.__call__(type))
t(lambda: int.__new__(1)); t(lambda: int.__new__()); t(lambda: int.__new__(str)); t(lambda: object.__new__(int))
t(lambda: [].append()); t(lambda: [].append(1,2)); t(lambda: [].clear(1)); t(lambda: list.append()); t(lambda: list.append(1,2)); t(lambda: [].append(x=1)); t(lambda:list.clear()); t(lambda: hash(x=1)); t(lambda: hash()); t(lambda: (1).__add__()); t(lambda: int.__add__()); t(lambda: int.__add__('a',1)); t(lambda: (1).__add__(2,3)); t(lambda: (1).__add__(x=1)); t(lambda: dict.fromkeys()); t(lambda: dict.__dict__['fromkeys'](1)); t(lambda: dict.__dict__['fromkeys']()); t(lambda: dict.__dict__['fromkeys'](int,1)); 
t(lambda: int.__dict__['real'].__get__('a',str)); t(lambda: int.__dict__['real'].__set__('a',str)); 
t(lambda: S.__dict__['q'].__get__('a',str)); t(lambda: S.__dict__['q'].__set__('a',str)); 
t(lambda: type.__dict__['mro'](1))
t(lambda: list.__dict__['append'].__get__(1))
t(lambda: list.__dict__['append'].__get__(None,None))

def f(): del S.__dict__['q'].__get__
t(f)
def f(): (1).real=1
t(f)
class G: pass
def f(): G().__dict__=1
t(f)
def f(): del G().__dict__
t(f)
print(G.__flags__&1<<20, G.__dictoffset__,G.__basicsize__,G.__weakrefoffset__)
t(lambda: super())
t(lambda: super(1)); t(lambda: super(int,'a')); t(lambda: super(int).foo); t(lambda: super(int,1).foo)
print(super(int,1), super(int))
t(lambda: A.foo)
def f(): A.__dict__['x']=1
t(f)
t(lambda: property(1,2,3,4,5)); p=property(); 
class P: p=property(); 
t(lambda: P().p)
def f(): P().p=1
t(f)
def f(): del P().p
t(f)
t(lambda: classmethod()); t(lambda: staticmethod(x=1))
