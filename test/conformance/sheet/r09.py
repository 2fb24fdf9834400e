# a saved exception keeps them alive longer; the traceback is a cycle with the frame
import sys, gc
gc.disable()
def f():
    big = object()
    try: 1/0
    except ZeroDivisionError as e: saved = e
    return sys.getrefcount(big), sys.getrefcount(saved)
print(f(), gc.collect())
