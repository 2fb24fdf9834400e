# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Finalizers and resurrection"
# topic = "finalizers"
# summary = "When __del__ runs, in which order, how an object can come back, and what a finalizer must not do."
#
# [tool.pymemlab.parameters]
# objects = { title = "Objects in the last part", default = 20000, minimum = 100, maximum = 30000, step = 100 }
#
# [tool.pymemlab.settings]
# sample-interval = "20 us"
#
# [tool.pymemlab.budget]
# peak-traced = "700 KiB"
# final-traced = "650 KiB"
# leaked-objects = 0
# collections = 45
# longest-pause = "2 ms"
# ///
"""__del__ is called once, just before its object is freed. Just before: it may still change its mind.

A finalizer runs with the object whole. It can store the object somewhere, and then it is alive again; but its finalizer
has had its turn and is not called a second time. In a cycle the collector calls all finalizers first, and frees only
what is unreachable still.
"""

import gc

import lab

OBJECTS = lab.param("objects", 20000)


class File:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(f"   close {self.name}")


def order():
    print("1. By counting: at once, in the order in which the last references go")
    a, b = File("a"), File("b")
    both = [File("first in the list"), File("second in the list")]
    print("   rebinding a:")
    a = None
    print("   leaving the function drops the locals in the order in which they were made:")


def in_a_cycle():
    print()
    print("2. In a cycle: when the collector comes")
    left, right = File("left"), File("right")
    left.other, right.other = right, left
    del left, right
    print("   both names are gone; nothing is closed yet")
    print("   gc.collect() found", gc.collect(), "objects")


class Phoenix:
    nest = []
    calls = 0

    def __del__(self):
        Phoenix.calls += 1
        Phoenix.nest.append(self)


def resurrection():
    print()
    print("3. Resurrection: the finalizer stores its own object")
    bird = Phoenix()
    del bird
    print(f"   finalizer called {Phoenix.calls} time, and the bird is back: {len(Phoenix.nest)} in the nest")
    Phoenix.nest.clear()
    print(f"   the second death is final: called {Phoenix.calls} time, {len(Phoenix.nest)} in the nest")
    lab.expect(Phoenix.calls == 1, "a finalizer is called once")


class Member:
    saved = []

    def __init__(self, saves=False):
        self.saves = saves

    def __del__(self):
        if self.saves:
            Member.saved.append(self)


def resurrection_in_a_cycle():
    print()
    print("4. In a cycle one member that comes back brings all others with it")
    a, b, c = Member(), Member(saves=True), Member()
    a.next, b.next, c.next = b, c, a
    del a, b, c
    print("   first collection frees ", gc.collect(), "objects: member b saved itself, and b leads to c and a")
    Member.saved.clear()
    print("   second collection frees", gc.collect(), "objects: their finalizers have been called already")


class Broken:
    def __del__(self):
        raise ValueError("nobody can catch this")


def errors():
    print()
    print("5. An exception in a finalizer has nowhere to go: sys.unraisablehook is told")
    import sys

    def hook(unraisable):
        print(f"   unraisable {unraisable.exc_type.__name__}: {unraisable.exc_value}")

    previous, sys.unraisablehook = sys.unraisablehook, hook
    Broken()
    sys.unraisablehook = previous
    print("   the program goes on")


class Handle:
    """A resource with a finalizer, and a way to give it back in time."""

    open = 0

    def __init__(self):
        self.me = self
        Handle.open += 1

    def close(self):
        self.me = None

    def __del__(self):
        Handle.open -= 1


def resources():
    print()
    print(f"6. {OBJECTS} handles, each in a cycle with itself")
    gc.collect()
    lab.mark("handles are left to the collector")
    highest = 0
    for _ in range(OBJECTS):
        Handle()
        highest = max(highest, Handle.open)
    print(f"   left to the collector: up to {highest} open at a time")
    gc.collect()
    lab.mark("handles are closed in time")
    highest = 0
    for _ in range(OBJECTS):
        handle = Handle()
        highest = max(highest, Handle.open)
        handle.close()
        del handle
    print(f"   closed in time:        up to {highest} open at a time")
    lab.expect(Handle.open == 0, "every handle is given back")
    lab.mark("the end")


gc.collect()
order()
in_a_cycle()
resurrection()
resurrection_in_a_cycle()
errors()
resources()
