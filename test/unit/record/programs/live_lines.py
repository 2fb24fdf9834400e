# Live bytes by line: under CPython it prints what tracemalloc says, recorded it sets a mark.
import gc
try:
    import lab
    tracemalloc = None
except ImportError:
    lab = None
    import tracemalloc
gc.collect()  # empties the free lists: what is parked there is nobody's yet
if lab:
    lab.snapshot('begin')
else:
    tracemalloc.start()

class Node:
    def __init__(self, value, child):
        self.value = value
        self.child = child

def chain(n):
    node = None
    for i in range(n):
        node = Node(i + 100000, node)
    return node

keep = []
for i in range(500):
    keep.append(bytes(i))
words = [f'{i:06d}' for i in range(400)]
table = {w: len(w) * 1000 for w in words}
nested = [[i, (i, i + 1000)] for i in range(300)]
head = chain(200)
big = bytearray(200000)
gone = [bytes(2000) for i in range(100)]
del gone
half = [bytes(300) for i in range(100)]
while len(half) > 50: half.pop()
grown = []
for i in range(1000):
    grown.append(None)
numbers = set(range(1000, 3000))
if lab:
    lab.snapshot('end')
else:
    snapshot = tracemalloc.take_snapshot()
    import json
    own = [s for s in snapshot.statistics('lineno') if s.traceback[0].filename == __file__]
    print(json.dumps({s.traceback[0].lineno: [s.size, s.count] for s in own}, sort_keys=True))
