# bool is an int; None, Ellipsis and NotImplemented are single objects.
import sys
print(True + True, True * 5, False - True, True == 1, hash(True), int(True), float(False))
print(True & False, True | False, True ^ True, ~True, True & 3, type(True & True), type(True & 1), not 0, not [])
print(repr(True), str(False), bool('x'), bool(''), bool([]), bool([0]), bool(None), bool(0.0), bool({}), bool(()))
print([True, False].index(1), {True: 'a', 1: 'b', 1.0: 'c'}, {0, False, 0.0}, sorted([True, False, 2, -1]))
print(issubclass(bool, int), isinstance(True, int), bool.__mro__, bool.__bases__)
try:
    class B(bool):
        pass
except TypeError as e:
    print(e)
print(None, repr(None), type(None)(), None is type(None)(), bool(None), None == None, None == 0)
print(..., Ellipsis, type(...)() is ..., NotImplemented, type(NotImplemented)() is NotImplemented)
for op in ('None + 1', 'None < None', 'None.x', 'len(None)', 'iter(None)', 'type(None)(1)', '... + 1'):
    try:
        print(op, eval(op))
    except Exception as e:
        print(op, '->', type(e).__name__, e)


class T:
    def __bool__(self):
        return 1


class L:
    def __len__(self):
        return 0


class N:
    def __len__(self):
        return -1


for cls in (T, L, N):
    try:
        print(cls.__name__, bool(cls()))
    except Exception as e:
        print(cls.__name__, type(e).__name__, e)
print(1 and 2, 0 and 2, 0 or 'x', '' or [] or 'end', None or 0, 1 if [] else 2, not not 5)
print(sys.getsizeof(True), sys.getsizeof(False), sys.getsizeof(None), sys.getsizeof(...), sys.getsizeof(NotImplemented))
