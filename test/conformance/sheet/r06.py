# constants are also owned by the code object's co_consts
import sys
def f(): return sys.getrefcount(123456789), sys.getrefcount(1.5), sys.getrefcount((1, 2, 3)), sys.getrefcount('not-an-identifier!')
print(f())
print(sys.getrefcount(987654321), sys.getrefcount(2.5))
