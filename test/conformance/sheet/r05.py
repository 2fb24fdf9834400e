# temporaries: only the call's own reference
import sys
print(sys.getrefcount(object()), sys.getrefcount([]), sys.getrefcount({}), sys.getrefcount((1, [])))
print(sys.getrefcount(1000 + len('x')), sys.getrefcount('ab'.upper()))
