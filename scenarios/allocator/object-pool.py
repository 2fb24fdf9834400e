# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "An object pool against plain allocation"
# topic = "allocator"
# summary = "Python has free lists already: a pool pays for large buffers, and costs memory for small objects."
#
# [tool.pymemlab.parameters]
# messages = { title = "Messages", default = 12000, minimum = 100, maximum = 100000, step = 100 }
# kib = { title = "Size of a buffer in KiB", default = 256, minimum = 1, maximum = 4096 }
# burst = { title = "Messages at a time", default = 8, minimum = 1, maximum = 100 }
#
# [tool.pymemlab.settings]
# sample-interval = "20 us"
#
# [tool.pymemlab.budget]
# peak-traced = "15 MiB"
# peak-rss = "19 MiB"
# leaked-objects = 0
# collections = 20
# longest-pause = "2 ms"
# ///
"""Keeping objects for later use is what the allocator does anyway.

For an object of up to 512 bytes the next allocation of its size class gets the block that was freed last: the same address,
no work for the system. A pool of objects repeats that in Python, more slowly, and keeps everything it ever had. A buffer of
some hundred KiB is another matter: malloc gets it from the system by mmap and gives it back at once, page by page, each time.
Look at the allocations per message, and at resident memory.
"""

import gc
import sys
import tracemalloc

import lab

MESSAGES = lab.param("messages", 12000)
SIZE = lab.param("kib", 256) * 1024
BURST = lab.param("burst", 8)


class Message:
    __slots__ = ("number", "sender", "body")

    def __init__(self, number):
        self.reset(number)

    def reset(self, number):
        self.number = number
        self.sender = "sensor"
        self.body = None


class Pool:
    """Objects that have been used, for those who need one."""

    def __init__(self, make):
        self.make = make
        self.free = []
        self.made = 0

    def get(self):
        if self.free:
            return self.free.pop()
        self.made += 1
        return self.make()

    def put(self, item):
        self.free.append(item)


def small_fresh():
    addresses = set()
    for i in range(MESSAGES):
        message = Message(i)
        addresses.add(id(message))
        del message
    return f"{len(addresses)} different address"


def small_pooled():
    pool = Pool(lambda: Message(0))
    for i in range(MESSAGES):
        message = pool.get()
        message.reset(i)
        pool.put(message)
    return f"{pool.made} object made"


def bursts():
    """A rush of messages now and then: how many are in flight."""
    for i in range(MESSAGES // (BURST * 10)):
        yield i, BURST * (4 if i % 10 == 9 else 1)


def large_fresh():
    n = 0
    for _, in_flight in bursts():
        buffers = [bytearray(SIZE) for _ in range(in_flight)]
        for buffer in buffers:
            buffer[0] = 1
        n += len(buffers)
    return f"{n} buffers made"


def large_pooled():
    pool = Pool(lambda: bytearray(SIZE))
    n = 0
    for _, in_flight in bursts():
        buffers = [pool.get() for _ in range(in_flight)]
        for buffer in buffers:
            buffer[0] = 1
            pool.put(buffer)
        n += len(buffers)
    return f"{n} buffers used, {pool.made} made; the pool keeps {len(pool.free)}"


def measure(work):
    lab.mark(work.__name__)
    gc.collect()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    result = work()
    peak = tracemalloc.get_traced_memory()[1] - before
    print(f"   {work.__name__:13} {result:48} peak {peak / 1024:8.0f} KiB")
    return result


def main():
    gc.collect()
    tracemalloc.start()
    print(f"Objects of {sys.getsizeof(Message(0))} bytes, one at a time")
    fresh = measure(small_fresh)
    measure(small_pooled)
    lab.expect(fresh.startswith("1 "), "the allocator hands out the same block again and again")
    print()
    print(f"Buffers of {SIZE // 1024} KiB, {BURST} at a time, every tenth time {4 * BURST}")
    measure(large_fresh)
    measure(large_pooled)
    tracemalloc.stop()
    lab.mark("the end")


main()
