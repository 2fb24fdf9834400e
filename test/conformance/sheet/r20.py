# the same without `as`
class D:
    def __del__(s): print('D freed')
def f():
    d = D()
    raise KeyError(1)
try: f()
except KeyError: print('handler')
print('after')
