# An error inside an imported package ends the program; what ran before it has run.
import sys
print('first line')


class Watch:
    def __del__(self):
        print('watch deleted at exit')


w = Watch()
import shapes_ok
print(shapes_ok.value, 'shapes_ok' in sys.modules)
try:
    import shapes_bad
except ZeroDivisionError as e:
    print('caught', e, 'shapes_bad' in sys.modules)
from shapes_ok import helper
print(helper())
import shapes_bad
print('never')
