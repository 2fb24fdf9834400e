# freeze, unfreeze, get_stats
import gc
gc.disable(); gc.collect(); n = len(gc.get_objects())
gc.freeze(); print(gc.get_freeze_count() >= n - 5, len(gc.get_objects()) < 5, gc.get_count()[1:])
l = []; l.append(l); gc.freeze(); del l; print(gc.collect())
gc.unfreeze(); print(gc.get_freeze_count(), gc.collect())
s = gc.get_stats(); print(len(s), list(s[2]))
