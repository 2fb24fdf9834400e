# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "How lists and dicts grow"
# topic = "layout"
# summary = "Containers grow in steps and copy themselves at each; lists shrink, dicts do not."
#
# [tool.pymemlab.parameters]
# items = { title = "Items", default = 30000, minimum = 5000, maximum = 200000, step = 1000 }
#
# [tool.pymemlab.settings]
# sample-interval = "20 us"
#
# [tool.pymemlab.budget]
# peak-traced = "7.5 MiB"
# final-traced = "3 MiB"
# leaked-objects = 0
# collections = 15
# longest-pause = "2 ms"
# ///
"""A container that grows one by one would copy itself each time, so it takes more than it needs.

A list takes about an eighth more; a dict doubles its table when two thirds of it are in use; a set takes four times as
much while it is small. While a container moves to larger space, the old and the new one may both exist: the steps of the
curve, and the needles on top of them.
"""

import gc
import sys
import tracemalloc
from collections import deque

import lab

ITEMS = lab.param("items", 30000)


def steps(container, add, n):
    """Pairs of length and size, each where the size has changed."""
    found = [(0, sys.getsizeof(container))]
    for i in range(n):
        add(container, i)
        size = sys.getsizeof(container)
        if size != found[-1][1]:
            found.append((i + 1, size))
    return found


def show(name, found):
    print(f"   {name:6}", "  ".join(f"{length}:{size}" for length, size in found[:8]))


def first_steps():
    print("1. length:size in bytes, where the size changes")
    show("list", steps([], list.append, 100))
    show("dict", steps({}, lambda d, i: d.update({i: i}), 400))
    show("set", steps(set(), set.add, 2000))
    show("deque", steps(deque(), deque.append, 400))
    show("bytes", steps(bytearray(), bytearray.append, 60))


def grow(name, container, add):
    lab.mark(f"grow a {name}")
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    n = len(steps(container, add, ITEMS))
    current, peak = tracemalloc.get_traced_memory()
    print(f"   {name:10} {n - 1:4} moves, {sys.getsizeof(container) / ITEMS:6.1f} bytes per item at the end, "
          f"{(peak - before) / sys.getsizeof(container):.1f} times that at the peak")


def growing():
    print()
    print(f"2. {ITEMS} items, one by one")
    # The items are None and small ints: the containers alone are seen.
    grow("list", [], lambda c, i: c.append(None))
    table = dict.fromkeys(range(256))
    keys = list(range(ITEMS))
    grow("dict", {}, lambda c, i: c.__setitem__(keys[i], None))
    grow("set", set(), lambda c, i: c.add(keys[i]))
    grow("deque", deque(), lambda c, i: c.append(None))
    del table


def known_length():
    print()
    print("3. A list whose length is known takes what it needs")
    for name, make in (
        ("[None] * n", lambda: [None] * ITEMS),
        ("list(range(n))", lambda: list(range(ITEMS))),
        ("[... for ...]", lambda: [None for _ in range(ITEMS)]),
        ("list(generator)", lambda: list(None for _ in range(ITEMS))),
    ):
        lab.mark(name)
        print(f"   {name:16} {sys.getsizeof(make()) / ITEMS:6.2f} bytes per item")


def shrinking():
    print()
    print("4. Shrinking")
    numbers = [None] * ITEMS
    full = sys.getsizeof(numbers)
    lab.mark("a list shrinks")
    while len(numbers) > 10:
        numbers.pop()
    print(f"   list after pop(): {len(numbers)} items, {100 * sys.getsizeof(numbers) / full:.0f} % of its size is left")
    lab.expect(sys.getsizeof(numbers) < full / 100, "a list gives memory back")
    table = dict.fromkeys(range(ITEMS))
    full = sys.getsizeof(table)
    lab.mark("a dict does not")
    for i in range(10, ITEMS):
        del table[i]
    print(f"   dict after del:   {len(table)} items, {100 * sys.getsizeof(table) / full:.0f} % of its size is left")
    lab.expect(sys.getsizeof(table) == full, "a dict keeps its table")
    table = dict(table)
    print(f"   copied, dict(d):  {len(table)} items, {sys.getsizeof(table)} bytes")
    lab.mark("the end")


gc.collect()
first_steps()
tracemalloc.start()
growing()
known_length()
tracemalloc.stop()
shrinking()
