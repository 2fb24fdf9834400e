# Context managers, del, assert, simple imports.
import math
from math import pi as PI


class Timer:
    def __enter__(self):
        print('enter')
        return self

    def __exit__(self, kind, value, tb):
        print('exit', kind)
        return False


with Timer() as t:
    print('inside', t is not None)
try:
    with Timer():
        raise ValueError('x')
except ValueError:
    print('caught')
print(math.floor(2.7), math.sqrt(16), round(PI, 4), math.gcd(12, 18))
assert 1 + 1 == 2
try:
    assert 1 == 2, 'not equal'
except AssertionError as e:
    print('AssertionError', e)
x = [1, 2, 3]
del x[1]
print(x)
del x
try:
    x
except NameError as e:
    print(e)
import sys
print(sys.version_info[:2], sys.maxsize, sys.argv != [])
