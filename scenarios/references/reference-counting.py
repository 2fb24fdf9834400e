# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Freed at once"
# topic = "references"
# summary = "Reference counting frees an object the moment its last reference goes, and where that moment lies decides the peak."
#
# [tool.pymemlab.parameters]
# kib = { title = "Size of a block in KiB", default = 96, minimum = 8, maximum = 1024, step = 8 }
# rounds = { title = "Rounds of each part", default = 1000, minimum = 5, maximum = 1000, step = 5 }
#
# [tool.pymemlab.settings]
# sample-interval = "20 us"
#
# [tool.pymemlab.budget]
# peak-traced = "4 MiB"
# final-traced = "3 MiB"
# leaked-objects = 0
# collections = 15
# longest-pause = "2 ms"
# ///
"""Reference counting frees an object the moment its last reference goes.

No collector is needed for that, and none runs here. But the moment matters: the same loop needs two blocks at a time or
only one, depending on when the old block's last name disappears. Watch the traced memory in the chart: three saw blades
of different height.
"""

import gc
import sys
import tracemalloc

import lab

KIB = lab.param("kib", 96)
ROUNDS = lab.param("rounds", 1000)
SIZE = KIB * 1024


def load(i):
    """A block of bytes, as if it came from a file. The counter of the result is 1: the caller owns it."""
    block = bytearray(SIZE)
    block[0] = i % 256
    return block


def peak_of(work):
    """Most memory that was in use at a time while work() ran, in blocks."""
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    work()
    return (tracemalloc.get_traced_memory()[1] - before) / SIZE


def rebinding():
    # The right side is evaluated first: load() makes the new block while `block` still refers to the old one.
    # Only then the name moves on, and the old block is freed.
    block = None
    for i in range(ROUNDS):
        block = load(i)


def deleting_first():
    # The name is deleted before the next block is made: there is never more than one.
    for i in range(ROUNDS):
        block = load(i)
        del block


def a_helper():
    # A local lives as long as its call. Put the work of one round into a function and nothing is left over.
    for i in range(ROUNDS):
        checksum(load(i))


def checksum(block):
    return block[0] ^ block[-1]


def keeping():
    # A list owns every block, so every block lives until the list dies.
    blocks = []
    for i in range(10):
        blocks.append(load(i))


def main():
    # From here on nothing but reference counting frees anything.
    gc.collect()
    gc.disable()
    collections = gc.get_stats()[2]["collections"]
    tracemalloc.start()

    print("What one block costs:", sys.getsizeof(load(0)) - SIZE, "bytes besides its", SIZE)
    print()
    print("Most blocks alive at a time, in", ROUNDS, "rounds:")
    for work, comment in (
        (rebinding, "the old one dies when the name moves on"),
        (deleting_first, "the old one dies before the new one is made"),
        (a_helper, "the temporary dies when the call is over"),
        (keeping, "ten rounds: a list keeps all of them"),
    ):
        lab.mark(work.__name__)
        print(f"{peak_of(work):6.1f}  {work.__name__:15} {comment}")
    lab.mark("the end")

    left = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print()
    print("Left over:", "nothing worth a block" if left < SIZE else f"{left} bytes")
    print("Collections since the start:", gc.get_stats()[2]["collections"] - collections)
    lab.expect(left < SIZE, "every block is freed without the collector")
    gc.enable()


main()
