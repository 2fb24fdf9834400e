# What is parked when a script starts: the first dicts, lists, floats and tuples need no new block, and the collector's
# counts stand where CPython's start and compiler leave them.
import gc
import sys

print(gc.get_count()[1:], gc.get_stats()[0])
blocks = sys.getallocatedblocks
kept = [None] * 40


def count(make, n):
    free = 0
    for i in range(n):
        before = blocks()
        kept[i] = make()
        free += blocks() == before
    return free


print('list', count(list, 30))
print('float', count(lambda: float('1.5'), 30))
print('pair', count(lambda: (kept, gc), 5))
print(gc.isenabled(), gc.get_threshold())
