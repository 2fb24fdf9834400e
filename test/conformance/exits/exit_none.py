# SystemExit without argument: status 0, nothing on standard error.
import sys
class Meta(type): pass
class C(metaclass=Meta):
    def __del__(self): print('del at exit')
c = C()
def f():
    yield 1
    print('never resumed')
g = f()
next(g)
print('leaving')
def quit_now():
    for i in range(3):
        if i == 2:
            sys.exit()
quit_now()
print('not here')
