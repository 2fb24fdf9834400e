# sys.exit with a number: finally blocks and atexit run, the status is the number.
import sys, atexit
atexit.register(print, 'atexit 1')
@atexit.register
def last(): print('atexit 2')
class D:
    def __del__(self): print('global object dies')
keep = D()
def work():
    try:
        sys.exit(7)
    finally:
        print('finally')
try:
    work()
except Exception:
    print('not reached: SystemExit is no Exception')
print('never')
