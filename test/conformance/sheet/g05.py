# callbacks: phase and info
import gc
gc.collect()
def cb(phase, info): print(phase, info)
gc.callbacks.append(cb)
a = []; a.append(a); del a
gc.collect(0); gc.collect(1); gc.collect()
gc.callbacks.remove(cb)
