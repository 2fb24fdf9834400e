# comprehensions run in their own frame
import sys
o = object()
print([sys.getrefcount(x) for x in [o]], [sys.getrefcount(x) for x in (o,)])
print({sys.getrefcount(x) for x in [o]}, list(sys.getrefcount(x) for x in [o]))
