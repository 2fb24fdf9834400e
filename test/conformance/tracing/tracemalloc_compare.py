# Snapshots compared, filtered, grouped; frames deeper than one; formatting.
import tracemalloc, os, gc, linecache
gc.disable(); gc.collect()
def mine(stats): return sorted((s.traceback[-1].lineno, s.size_diff, s.count_diff, s.size, s.count) for s in stats if os.path.basename(s.traceback[-1].filename) == os.path.basename(__file__) and (s.size_diff or s.count_diff) and s.traceback[-1].lineno < 40)
def alloc(n): return [bytes(100) for _ in range(n)]
def deep(n): return alloc(5) if n == 0 else deep(n - 1)
tracemalloc.start(10)
a = tracemalloc.take_snapshot()
kept = alloc(10)
kept2 = deep(3)
b = tracemalloc.take_snapshot()
only = [tracemalloc.Filter(True, __file__)]
fa, fb = a.filter_traces(only), b.filter_traces(only)
for s in sorted(fb.compare_to(fa, 'lineno'), key=lambda s: s.traceback[0].lineno):
    if s.traceback[0].lineno in (5, 6, 9, 10): print(s.traceback[0].lineno, s.size_diff, s.count_diff)
for s in fb.compare_to(fa, 'traceback'):
    if s.traceback[-1].lineno == 5: print([f.lineno for f in s.traceback], s.size_diff, s.count_diff, len(s.traceback), s.traceback.total_nframe)
st = [s for s in fb.statistics('traceback') if s.traceback[-1].lineno == 5 and len(s.traceback) == 7][0]
print([l.replace(os.path.dirname(__file__) + '/', '') for l in st.traceback.format()], st.traceback.format(limit=2)[1::2], st.traceback.format(most_recent_first=True)[1::2], str(st).split(': ')[1:])
del kept
c = tracemalloc.take_snapshot().filter_traces(only)
print([(s.traceback[0].lineno, s.size_diff, s.count_diff) for s in c.compare_to(fb, 'lineno') if s.traceback[0].lineno == 5])
print(len(b.filter_traces([tracemalloc.Filter(False, __file__)]).statistics('filename')) >= 0, [os.path.basename(s.traceback[0].filename) for s in fb.statistics('filename')], len(fb.filter_traces([tracemalloc.Filter(True, __file__, lineno=5)]).statistics('lineno')), len(fb.filter_traces([tracemalloc.Filter(True, __file__, lineno=999)]).traces), len(fb.filter_traces([tracemalloc.Filter(True, '*no_match*')]).traces), len(fb.filter_traces([]).traces) == len(fb.traces), len(fb.filter_traces([tracemalloc.Filter(True, __file__, 5, all_frames=True)]).traces) > 0, len(fb.filter_traces([tracemalloc.DomainFilter(True, 5)]).traces))
for call in ("fb.statistics('bad')", "fb.statistics('traceback', True)", "fb.filter_traces(5)", "fb.compare_to(fa, 'x')"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
cum = [s for s in fb.statistics('lineno', cumulative=True) if s.traceback[0].lineno == 6][0]; print(cum.size == st.size, cum.count == st.count)
t = b.traces[0]; print(t.domain, t.size > 0, type(t.traceback).__name__, type(t.traceback[0]).__name__, b.traceback_limit, fb.traces[0] == fb.traces[0], hash(st.traceback) == hash(st.traceback), st.traceback == st.traceback, repr(st.traceback[0]).split(' ')[0], str(st.traceback[-1]).rsplit(':', 1)[1])
b.dump('snap.bin') if 0 else None; tracemalloc.stop()
