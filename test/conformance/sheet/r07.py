# identifier-like string constants are interned; the intern dict holds no counted reference
import sys
s = 'some_fresh_identifier_q'
print(sys.getrefcount(s))
t = sys.intern(''.join(['zz', '_new_', 'q']))
print(sys.getrefcount(t))
