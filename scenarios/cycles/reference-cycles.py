# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Reference cycles"
# topic = "cycles"
# summary = "Objects that refer to each other are never freed by counting: they pile up until the collector comes."
#
# [tool.pymemlab.parameters]
# families = { title = "Families", default = 12000, minimum = 100, maximum = 50000, step = 100 }
# children = { title = "Children of each", default = 3, minimum = 1, maximum = 20 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "7 MiB"
# final-traced = "1.5 MiB"
# leaked-objects = 0
# collections = 100
# longest-pause = "5 ms"
# ///
"""A parent knows its children, and each child knows its parent: a cycle.

Once the last name for a family is gone, nobody can reach it any more, but every member still has a reference from another
member. Counting alone keeps all of them for ever. The cyclic collector finds such groups. Three parts: no collector, the
collector, and no cycle in the first place.
"""

import gc
import sys
import weakref

import lab

FAMILIES = lab.param("families", 12000)
CHILDREN = lab.param("children", 3)


class Parent:
    def __init__(self):
        self.children = [Child(self) for _ in range(CHILDREN)]


class Child:
    def __init__(self, parent):
        self.parent = parent


class WeakChild:
    """Knows its parent too, without owning it."""

    def __init__(self, parent):
        self.parent = weakref.ref(parent)


class WeakParent:
    def __init__(self):
        self.children = [WeakChild(self) for _ in range(CHILDREN)]


def make(kind):
    """Makes families and forgets each at once. Gives the blocks of memory that stay behind."""
    before = sys.getallocatedblocks()
    for _ in range(FAMILIES):
        kind()
    return sys.getallocatedblocks() - before


def per_family(blocks):
    return f"{blocks / FAMILIES:.1f} blocks per family"


def main():
    gc.collect()
    gc.disable()

    lab.mark("no collector")
    print("1. Without the collector")
    lost = make(Parent)
    print(f"   {FAMILIES} families were made and forgotten; {per_family(lost)} are still there")

    lab.mark("gc.collect()")
    print("   gc.collect() looks at everything it tracks and finds what only refers to itself:")
    found = gc.collect()
    print(f"   {found} objects: a parent, its list and {CHILDREN} children each")
    lab.expect(found == FAMILIES * (CHILDREN + 2), "each family is found whole")

    lab.mark("automatic")
    print()
    print("2. With the collector")
    gc.enable()
    collections = [0, 0, 0]

    def count(phase, info):
        if phase == "stop":
            collections[info["generation"]] += 1

    gc.callbacks.append(count)
    left = make(Parent)
    gc.callbacks.remove(count)
    print(f"   {sum(collections)} collections while they were made: {collections} by generation")
    print(f"   what is left at the end has not been looked at yet: {per_family(left)}")
    gc.collect()
    gc.disable()

    lab.mark("no cycle")
    print()
    print("3. With a weak reference from child to parent")
    lost = make(WeakParent)
    print(f"   the collector is off, and {per_family(lost)} are left:")
    print("   the parent's count falls to zero, it takes its list along, and the list the children")
    found = gc.collect()
    print(f"   gc.collect() has nothing to do: {found} objects")
    lab.expect(found == 0, "without a cycle there is nothing to collect")
    lab.mark("the end")
    gc.enable()


main()
