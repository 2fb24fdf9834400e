# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Generations and thresholds"
# topic = "generations"
# summary = "When a collection starts, which generation it takes, and where the survivors go."
#
# [tool.pymemlab.parameters]
# threshold0 = { title = "Threshold of generation 0", default = 700, minimum = 50, maximum = 50000, step = 50 }
# threshold1 = { title = "Threshold of generation 1", default = 10, minimum = 1, maximum = 100 }
# threshold2 = { title = "Threshold of generation 2", default = 10, minimum = 1, maximum = 100 }
# objects = { title = "Objects", default = 300000, minimum = 1000, maximum = 500000, step = 1000 }
# keep = { title = "Keep one in", default = 5, minimum = 2, maximum = 1000 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "4 MiB"
# final-traced = "650 KiB"
# leaked-objects = 0
# collections = 115
# longest-pause = "5 ms"
# ///
"""The collector sorts what it tracks by age.

New objects enter generation 0. When the objects made, minus those freed, since the last collection exceed the first
threshold, generation 0 is collected and its survivors move to generation 1. Each threshold1-th time generation 1 is taken
along, and so on. Generation 2 has a second condition: what came in since the last full collection must be more than a
quarter of what was there, so that full collections get rarer as a program grows.
"""

import gc

import lab

THRESHOLDS = tuple(lab.param(f"threshold{i}", default) for i, default in enumerate((700, 10, 10)))
OBJECTS = lab.param("objects", 300000)
KEEP = lab.param("keep", 5)


class Item:
    """One object for the collector to track. (No attributes, and so no second object.)"""

    __slots__ = ()


class Log:
    """What the collector did, counted by generation."""

    def __init__(self):
        self.collections = [0, 0, 0]
        self.collected = [0, 0, 0]

    def __call__(self, phase, info):
        if phase == "stop":
            self.collections[info["generation"]] += 1
            self.collected[info["generation"]] += info["collected"]


def items_in(generation):
    return sum(type(o) is Item for o in gc.get_objects(generation=generation))


def first_steps():
    print("1. The count of generation 0 rises with each object, and falls with each that is freed")
    gc.collect()
    # Printing makes objects of its own: all counts are read before any of them is shown.
    base = gc.get_count()[0]
    some = [Item() for _ in range(100)]
    made = gc.get_count()[0] - base
    del some[:60]
    most_freed = gc.get_count()[0] - base
    del some
    all_freed = gc.get_count()[0] - base
    print(f"   100 objects made: {made:+4}  (they, the list that holds them, and what get_count() returned)")
    print(f"   60 of them freed: {most_freed:+4}")
    print(f"   the rest as well: {all_freed:+4}")


def ageing():
    print()
    print("2. Survivors grow old")
    gc.collect()
    some = [Item() for _ in range(100)]
    for step in range(3):
        where = [items_in(generation) for generation in range(3)]
        after = "at first" if step == 0 else f"after gc.collect({step - 1})"
        print(f"   {where} of our objects are in generations 0, 1, 2 {after}")
        gc.collect(step)
    del some


def work():
    """Makes objects, keeps every KEEP-th for good, and leaves cycles behind now and then."""
    kept = []
    for i in range(OBJECTS):
        item = Item()
        if i % KEEP == 0:
            kept.append(item)
        if i % 50 == 0:
            cycle = [item]
            cycle.append(cycle)
    return kept


def main():
    gc.set_threshold(*THRESHOLDS)
    first_steps()
    lab.mark("ageing")
    gc.disable()
    ageing()
    gc.enable()

    print()
    print(f"3. {OBJECTS} objects with the thresholds {gc.get_threshold()}, one in {KEEP} kept")
    gc.collect()
    log = Log()
    gc.callbacks.append(log)
    lab.mark("work")
    kept = work()
    lab.mark("work is done")
    gc.callbacks.remove(log)
    for generation in range(3):
        n = log.collections[generation]
        print(f"   generation {generation}: {n:4} collections, {log.collected[generation]:5} objects freed")
    if log.collections[1] >= THRESHOLDS[2]:
        expected = log.collections[1] // THRESHOLDS[2]
        print(f"   By the third threshold alone there would be about {expected} full collections;")
        print("   the quarter rule puts them off while the old generation is large.")
    lab.expect(log.collections[0] >= log.collections[1] >= log.collections[2], "older generations are collected less often")
    where = [items_in(generation) for generation in range(3)]
    print(f"   the {len(kept)} objects kept are now in generations 0, 1, 2: {where}")

    print()
    print("4. gc.freeze() takes them out of the collector's sight")
    gc.collect()
    gc.freeze()
    print(f"   frozen: {sum(type(o) is Item for o in kept)} of ours; in generation 2: {items_in(2)}")
    lab.mark("frozen")
    gc.collect()
    gc.unfreeze()
    lab.mark("thawed")
    gc.collect()
    print("   The two full collections at the end of the chart are the same work with and without them.")


main()
