# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Names and references"
# topic = "references"
# summary = "Every object counts the references that lead to it: names, containers, calls, closures; the count decides when it dies."
#
# [tool.pymemlab.settings]
# sample-interval = "2 us"
#
# [tool.pymemlab.budget]
# peak-traced = "650 KiB"
# final-traced = "600 KiB"
# leaked-objects = 0
# collections = 10
# longest-pause = "2 ms"
# ///
"""A name is not a box: it is one reference among others.

Every object carries a count of the references that lead to it. This scenario makes and drops references one at a
time and shows the count after each step. sys.getrefcount() reports one more than there are, because its own argument
is a reference while the call lasts; show() takes that one, and those of its own parameter, off again.
"""

import gc
import sys

import lab


class Box:
    """An object that says when it dies."""

    def __init__(self, label):
        self.label = label

    def __del__(self):
        print(f"          ... {self.label} is freed: its last reference went away")


def references(get):
    # `get` hands the object over as a temporary: only the argument of getrefcount() is extra.
    return sys.getrefcount(get()) - 1


def show(what, get):
    print(f"{references(get):3d}  {what}")


lab.mark("names")
print("A name is a reference")
a = Box("a box")
show("one name, a", lambda: a)
b = a
show("a second name for the same object: b = a", lambda: a)
print(f"     a is b: {a is b}; getsizeof says {sys.getsizeof(a)} bytes either way")
del b
show("del b removes the name, not the object", lambda: a)

print()
lab.mark("containers")
print("Containers own what they hold")
shelf = [a, a]
show("a list holding it twice owns two", lambda: a)
pair = (a,)
by_name = {"it": a}
show("a tuple and a dict own one more each", lambda: a)
shelf.clear()
show("the list is emptied", lambda: a)
del pair, by_name
show("tuple and dict are gone, and what they owned with them", lambda: a)

print()
lab.mark("calls")
print("A call owns its arguments while it runs")


def count_inside(box):
    return sys.getrefcount(box) - 1


print(f"{count_inside(a):3d}  inside a call: the global name and the parameter")
show("the call is over", lambda: a)

print()
lab.mark("closures")
print("A closure keeps what it uses")


def make_reader():
    box = Box("the captured box")

    def read():
        return box.label

    return read


reader = make_reader()
print(f"     make_reader() has returned, and its local still lives: {reader()}")
print("     dropping the function drops the cell, and the cell drops the box:")
del reader

print()
lab.mark("rebinding")
print("Rebinding makes the new object before it lets the old one go")
a = Box("a newer box")
print("     now the newer one goes too:")
a = None

print()
lab.mark("a cycle")
print("Counting cannot see a cycle; the collector can")
gc.collect()
gc.disable()
left, right = Box("left"), Box("right")
left.other, right.other = right, left
show("left: its name, and right.other", lambda: left)
del left, right
print("     both names are deleted, and nothing was freed: each still has one reference")
print("     gc.collect() looks for what can no longer be reached:")
found = gc.collect()
gc.enable()
print(f"     it found {found} unreachable objects")
lab.expect(found == 2, "both members of the cycle are found")
