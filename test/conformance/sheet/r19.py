# `except ... as e` deletes e; the traceback dies with it
class D:
    def __del__(s): print('D freed')
def f():
    d = D()
    raise KeyError(1)
try:
    f()
except KeyError as e:
    print('handler')
print('after')
