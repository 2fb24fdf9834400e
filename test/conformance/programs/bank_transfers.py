"""Bank simulation: custom exceptions, chaining, context managers, properties, operator overloading, class hierarchy."""
import sys, gc, functools, itertools, traceback, copy, random, string, operator
class BankError(Exception):
    code = 0
    def __init__(self, msg, **details): super().__init__(msg); self.details = details
    def __str__(self): return f'[{self.code}] {super().__str__()} {self.details}'
class Insufficient(BankError): code = 1
class Frozen(BankError): code = 2
@functools.total_ordering
class Money:
    __slots__ = ('cents',)
    def __init__(self, amount=0): self.cents = round(amount * 100)
    @classmethod
    def of(cls, cents): m = cls.__new__(cls); m.cents = cents; return m
    def __add__(self, o): return Money.of(self.cents + o.cents) if isinstance(o, Money) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o): return Money.of(self.cents - o.cents)
    def __mul__(self, k): return Money.of(round(self.cents * k))
    def __eq__(self, o): return isinstance(o, Money) and self.cents == o.cents
    def __lt__(self, o): return self.cents < o.cents
    def __hash__(self): return hash(self.cents)
    def __bool__(self): return self.cents != 0
    def __format__(self, spec): return format(self.cents / 100, spec or ',.2f')
    def __repr__(self): return f'Money({self.cents / 100})'
    def __neg__(self): return Money.of(-self.cents)
class Account:
    ids = itertools.count(1000)
    def __init__(self, owner, balance=Money()): self.id = next(self.ids); self.owner = owner; self._balance = balance; self.history = []; self.frozen = False
    @property
    def balance(self): return self._balance
    @balance.setter
    def balance(self, v):
        if self.frozen: raise Frozen('frozen', id=self.id)
        if v < Money(): raise Insufficient('no funds', need=f'{-v}')
        self.history.append((self._balance, v)); self._balance = v
    def __iadd__(self, m): self.balance = self.balance + m; return self
    def __isub__(self, m): self.balance -= m; return self
    def __enter__(self): self._saved = copy.copy(self.__dict__); return self
    def __exit__(self, t, v, tb):
        if t: self.__dict__.update(self._saved); print('rolled back', t.__name__)
        return t is not None and issubclass(t, Insufficient)
a, b = Account('ann', Money(100)), Account('bob')
def transfer(x, y, m):
    try: x -= m
    except Insufficient as e: raise RuntimeError(f'transfer of {m} failed') from e
    y += m
transfer(a, b, Money(30.5)); print(f'{a.balance} {b.balance:>10.1f}', a.id, b.id, sum([a.balance, b.balance]), Money(5) > Money(4), max(a.balance, b.balance), Money(1.1) * 3)
for x, m in ((a, Money(1000)), (b, Money(1))):
    try: transfer(x, b, m)
    except RuntimeError as e: print(e, '<-', e.__cause__, e.__cause__.details, traceback.format_exception_only(e)[-1].strip()); print(''.join(traceback.format_exception(e)).replace(__file__, 'F').count('File'))
with a: a += Money(5); a -= Money(10 ** 6)
print(a.balance, len(a.history), a.frozen); b.frozen = True
try:
    with b: b += Money(1)
except Frozen as e: print(e, e.code, e.args, isinstance(e, BankError))
try: Money(1) + 5
except TypeError as e: print(e)
try: a.balance = 5
except AttributeError as e: print(e)
try: Money().x = 1
except AttributeError as e: print(e)
try: raise ExceptionGroup('many', [Insufficient('a'), ValueError('b'), ExceptionGroup('in', [Frozen('c')])])
except* BankError as eg: print(eg.exceptions, [str(x) for x in eg.exceptions])
except* ValueError as eg: print('values', eg.exceptions)
def fin():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: return 'returned'
        finally: print('finally', i)
print(fin()); gc.collect(); gc.disable(); n = sys.getallocatedblocks(); c = gc.get_count()[0]; o = len(gc.get_objects())
accs = [Account('x', Money(i)) for i in range(20)]
for x, y in zip(accs, accs[1:]):
    try: transfer(x, y, Money(7))
    except RuntimeError: pass
print(gc.get_count()[0] - c, len(gc.get_objects()) - o, sys.getsizeof(accs[0]), sys.getsizeof(accs[0].__dict__), sys.getrefcount(Money), sys.getrefcount(accs[3]._balance)); print(gc.collect(), len(gc.get_objects()) - o)
raise Insufficient('the end', n=1)
