# gc.callbacks order and info, get_stats, errors in callbacks, collections started while collecting.
import gc, sys
gc.disable(); gc.collect()
log = []
def cb1(phase, info): log.append(('cb1', phase, dict(info)))
def cb2(phase, info): log.append(('cb2', phase, info['generation'], info['collected']))
gc.callbacks.extend([cb1, cb2])
l = []; l.append(l); del l
print(gc.collect()); print(*log, sep='\n'); log.clear()
gc.collect(0); gc.collect(1); print(*log, sep='\n'); log.clear()
gc.callbacks.remove(cb1); gc.collect(); print(log, gc.callbacks == [cb2]); log.clear(); gc.callbacks.clear(); gc.collect(); print(log)
before = gc.get_stats(); gc.collect(0); gc.collect(1); gc.collect(1); gc.collect()
l = []; l.append(l); del l; gc.collect()
after = gc.get_stats(); print([{k: b[k] - a[k] for k in a} for a, b in zip(before, after)], list(after[0]))
class D:
    def __del__(self): log.append(('del', gc.collect(), gc.isenabled()))
d = D(); d.me = d; del d; print(gc.collect(), log); log.clear()
def nested(phase, info): log.append((phase, gc.collect()))
gc.callbacks.append(nested); print(gc.collect(), log); gc.callbacks.clear(); log.clear()
shared = []
def keep_info(phase, info): shared.append(info)
gc.callbacks.extend([keep_info, keep_info]); gc.collect(); print(shared[0] is shared[1], shared[1] is shared[2], shared); gc.callbacks.clear()
errs = []
sys.unraisablehook = lambda u: errs.append((str(u.exc_value), u.object.__name__))
def bad(phase, info): raise ValueError(phase)
gc.callbacks.extend([bad, cb2]); gc.collect(); print(errs, log); gc.callbacks.clear(); log.clear()
def alloc(phase, info): log.append([phase, [[] for _ in range(10)]])
gc.callbacks.append(alloc); gc.collect(); gc.callbacks.clear(); print(len(log)); log.clear()
def counts(phase, info): log.append((phase, info['generation'], gc.get_count()[1:], gc.isenabled()))
gc.callbacks.append(counts); [gc.collect(g) for g in (0, 0, 1, 0, 2, 0, 1)]; print(*log, sep='\n'); gc.callbacks.clear()
gc.callbacks = [counts]; log.clear(); gc.collect(); print('replaced list is not used', log)
def gen_cb(phase, info):
    if phase == 'stop': log.append((info['generation'], info['collected'], info['uncollectable']))
import importlib; gc = sys.modules['gc']
