# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Arenas and fragmentation"
# topic = "allocator"
# summary = "Most objects are freed and resident memory stays: one survivor pins its pool, one pool its arena."
#
# [tool.pymemlab.parameters]
# objects = { title = "Objects", default = 60000, minimum = 5000, maximum = 500000, step = 5000 }
# keep = { title = "Keep one in", default = 250, minimum = 20, maximum = 10000 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "6.5 MiB"
# peak-rss = "10 MiB"
# leaked-objects = 0
# collections = 10
# longest-pause = "2 ms"
# ///
"""Small objects live in pools of 16 KiB, and pools in arenas of 1 MiB. Only an empty arena goes back to the system.

Each pool holds blocks of one size. When 249 of 250 objects are freed, hardly any memory is in use, but almost every pool
still has one block in use, so almost every arena stays. The blocks are not lost: new objects of that size fit between the
survivors. But for objects of another size they are of no use. Compare the curves: bytes in use, arenas, resident memory.
"""

import gc
import sys

import lab

OBJECTS = lab.param("objects", 60000)
KEEP = lab.param("keep", 250)


def blocks():
    return sys.getallocatedblocks()


class Table:
    """Blocks in use since the start of a part. Shown at its end: printing needs blocks of its own."""

    def __init__(self, title):
        gc.collect()
        self.title = title
        self.rows = []
        self.base = 0
        self.base = blocks()

    def add(self, what):
        self.rows.append((what, blocks() - self.base))

    def show(self):
        print(self.title)
        for what, n in self.rows:
            print(f"   {what:48} {n:+8} blocks")
        print()


def text(i):
    """A text of its own, 64 to 80 bytes long: one size class of the allocator."""
    return f"text number {i:012d}"


def tuples(n):
    """Other objects, of another size class."""
    return [(i, i, i, i, i) for i in range(n)]


def scattered():
    table = Table("1. Survivors everywhere")
    lab.mark("allocate")
    texts = [text(i) for i in range(OBJECTS)]
    table.add(f"{OBJECTS} texts made")
    lab.mark("free all but a few")
    texts = texts[::KEEP]
    table.add(f"one in {KEEP} kept, all over the pools")
    lab.mark("another size")
    others = tuples(OBJECTS // 4)
    table.add(f"{len(others)} tuples: they need pools of their own")
    others.clear()
    lab.mark("the same size")
    more = [text(i) for i in range(OBJECTS // 2)]
    table.add(f"{len(more)} texts: they fit between the survivors")
    more.clear()
    lab.expect(table.rows[1][1] < OBJECTS / 10, "nearly everything has been freed")
    table.show()
    return texts


def compacted(texts):
    table = Table("2. Copies of the survivors, made in a row, need few pools")
    lab.mark("copy the survivors")
    copies = [text(int(t.rpartition(" ")[2])) for t in texts]
    texts.clear()
    table.add(f"{len(copies)} texts copied, the old ones freed")
    table.show()
    return copies


def together():
    table = Table("3. Survivors that were made together")
    # The same numbers of objects, but the ones that stay come first: they fill their pools, and all other pools become
    # empty again.
    lab.mark("survivors first")
    survivors = [text(i) for i in range(OBJECTS // KEEP)]
    others = [text(i) for i in range(OBJECTS)]
    table.add(f"{OBJECTS} texts made after {len(survivors)} that stay")
    lab.mark("free the others")
    others.clear()
    table.add("the others freed")
    table.show()
    return survivors


def main():
    gc.collect()
    gc.disable()
    kept = scattered()
    kept = compacted(kept)
    kept += together()
    lab.mark("the end")
    gc.enable()
    print(f"{len(kept)} texts are alive. What matters for resident memory is where they lie.")


main()
