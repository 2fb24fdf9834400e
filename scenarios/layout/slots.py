# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "What an instance costs"
# topic = "layout"
# summary = "The same three values in a dict, an instance, slots, a named tuple and arrays: bytes, blocks and work for the collector."
#
# [tool.pymemlab.parameters]
# points = { title = "Points", default = 8000, minimum = 100, maximum = 100000, step = 100 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "5 MiB"
# final-traced = "3 MiB"
# leaked-objects = 0
# collections = 25
# longest-pause = "2 ms"
# ///
"""An instance is more than its values: there is a header, and there has to be a place for attributes.

An ordinary instance can get any attribute at any time. Its values lie in an array of their own, and the names are shared by
all instances of the class, as long as they are all made alike. __slots__ fixes the names, and the values lie in the
instance itself. Each step of the curve is one way to store the same points.
"""

import gc
import sys
import tracemalloc
from array import array
from collections import namedtuple

import lab

POINTS = lab.param("points", 8000)


class Plain:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


class WithDict(Plain):
    """The same, after somebody looked at __dict__: now each instance has a dict object as well."""

    def __init__(self, x, y, z):
        super().__init__(x, y, z)
        self.__dict__


class Slots:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


class HalfSlots(Slots):
    """A subclass without __slots__ can have any attribute again. The space for them is there, used or not."""


Named = namedtuple("Named", "x y z")


def as_dict(x, y, z):
    return {"x": x, "y": y, "z": z}


def as_tuple(x, y, z):
    return (x, y, z)


class Arrays:
    """All points in three arrays: no object per point, and none per value."""

    def __init__(self):
        self.x, self.y, self.z = array("d"), array("d"), array("d")

    def append(self, x, y, z):
        self.x.append(x)
        self.y.append(y)
        self.z.append(z)


def measure(name, make):
    lab.mark(name)
    gc.collect()
    blocks = sys.getallocatedblocks()
    tracked = len(gc.get_objects())
    before = tracemalloc.get_traced_memory()[0]
    # The values are the same three small ints everywhere: only what holds them is counted.
    points = make()
    size = tracemalloc.get_traced_memory()[0] - before
    blocks = sys.getallocatedblocks() - blocks
    tracked = len(gc.get_objects()) - tracked
    print(f"{name:22} {size / POINTS:8.1f} {blocks / POINTS:8.2f} {tracked / POINTS:8.2f}")
    return points, size


def many(kind):
    return lambda: [kind(1, 2, 3) for _ in range(POINTS)]


def arrays():
    points = Arrays()
    for _ in range(POINTS):
        points.append(1, 2, 3)
    return points


def main():
    print("sys.getsizeof() of one object: with the header of the collector, without what the object refers to")
    for example in (as_dict(1, 2, 3), Plain(1, 2, 3), Slots(1, 2, 3), HalfSlots(1, 2, 3), Named(1, 2, 3), (1, 2, 3)):
        print(f"   {type(example).__name__:10} {sys.getsizeof(example):4}")
    print()
    gc.collect()
    gc.disable()
    tracemalloc.start()
    print(f"{'per point':22} {'bytes':>8} {'blocks':>8} {'tracked':>8}")
    sizes = {}
    for name, make in (
        ("dict", many(as_dict)),
        ("instance and __dict__", many(WithDict)),
        ("instance", many(Plain)),
        ("subclass of slots", many(HalfSlots)),
        ("slots", many(Slots)),
        ("namedtuple", many(Named)),
        ("tuple", many(as_tuple)),
        ("arrays", arrays),
    ):
        points, sizes[name] = measure(name, make)
        del points
    tracemalloc.stop()
    gc.enable()
    lab.mark("the end")
    print()
    print(f"Slots take {100 * sizes['slots'] / sizes['instance']:.0f} % of an ordinary instance, arrays {100 * sizes['arrays'] / sizes['instance']:.0f} %.")
    lab.expect(sizes["slots"] < sizes["instance"] < sizes["dict"], "slots < instance < dict")


main()
