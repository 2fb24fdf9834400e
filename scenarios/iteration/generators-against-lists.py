# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Generators against lists"
# topic = "iteration"
# summary = "A chain of lists holds everything at once; a chain of generators holds one record per stage."
#
# [tool.pymemlab.parameters]
# records = { title = "Records", default = 6000, minimum = 1000, maximum = 100000, step = 100 }
# batch = { title = "Records in a batch", default = 250, minimum = 1, maximum = 5000 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "5.5 MiB"
# final-traced = "3 MiB"
# leaked-objects = 0
# collections = 40
# longest-pause = "2 ms"
# ///
"""The same pipeline, three times: read records, parse them, keep the interesting ones, add up.

With lists each stage is finished before the next one starts, and all of its results exist at once. With generators a
record passes through all stages before the next one is read. Batches lie between the two. The peaks in the chart are the
price; the sums are the same.
"""

import gc
import sys
import tracemalloc
from itertools import islice

import lab

RECORDS = lab.param("records", 6000)
BATCH = lab.param("batch", 250)


def lines():
    """The source: a line at a time, as a file gives them."""
    for i in range(RECORDS):
        yield f"{i},sensor-{i % 17},{(i * 7919) % 1000}"


def parse(line):
    number, sensor, value = line.split(",")
    return {"number": int(number), "sensor": sensor, "value": int(value)}


def with_lists():
    raw = [line for line in lines()]
    parsed = [parse(line) for line in raw]
    high = [record for record in parsed if record["value"] > 500]
    return sum(record["value"] for record in high)


def with_names_dropped():
    # Hardly better: each list goes as soon as the next one is complete, but until then both are there.
    data = [line for line in lines()]
    data = [parse(line) for line in data]
    data = [record for record in data if record["value"] > 500]
    return sum(record["value"] for record in data)


def with_batches():
    source = lines()
    total = 0
    while batch := list(islice(source, BATCH)):
        parsed = [parse(line) for line in batch]
        total += sum(record["value"] for record in parsed if record["value"] > 500)
    return total


def with_generators():
    parsed = (parse(line) for line in lines())
    high = (record for record in parsed if record["value"] > 500)
    return sum(record["value"] for record in high)


class Collections:
    """Counts automatic collections."""

    n = 0

    def __call__(self, phase, info):
        self.n += phase == "start"


def measure(pipeline):
    lab.mark(pipeline.__name__)
    gc.collect()
    counter = Collections()
    gc.callbacks.append(counter)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    total = pipeline()
    peak = tracemalloc.get_traced_memory()[1] - before
    gc.callbacks.remove(counter)
    print(f"   {pipeline.__name__:20} sum {total}  peak {peak / 1024:8.1f} KiB  {counter.n:3} collections")
    return peak, total


def main():
    print(f"A pipeline over {RECORDS} records")
    gc.collect()
    tracemalloc.start()
    results = [measure(p) for p in (with_lists, with_names_dropped, with_batches, with_generators)]
    tracemalloc.stop()
    lab.mark("the end")
    lab.expect(len({total for _, total in results}) == 1, "all pipelines give the same sum")
    lab.expect(results[-1][0] < results[0][0] / 10, "generators need less than a tenth of the lists' peak")

    print()
    print("What a generator is made of")
    source = lines()
    print(f"   {sys.getsizeof(source)} bytes: the object, and its frame in the same block")
    next(source)
    print("   between two values it keeps its locals:", source.gi_frame.f_locals)
    source.close()
    print("   closed, it lets them go:", source.gi_frame)


main()
