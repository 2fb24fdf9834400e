# gc.disable stops only the automatic part; threshold 0 does the same
import gc
gc.disable(); gc.collect()
x = [[] for _ in range(5000)]
print(gc.get_count()[0] > 4900, gc.isenabled())
gc.enable(); y = []; z = {}
print(gc.get_count()[0] < 10)
gc.set_threshold(0); x = [[] for _ in range(5000)]; print(gc.get_count()[0] > 4000, gc.get_threshold())
