# counts and thresholds
import gc
print(gc.get_threshold(), gc.isenabled(), gc.get_debug())
gc.disable(); gc.collect(); a = gc.get_count()[0]
x = [[] for _ in range(10)]
b = gc.get_count()[0]; del x; c = gc.get_count()[0]
print(b - a, c - b)
