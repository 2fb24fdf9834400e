# generation flow of one object
import gc
gc.disable(); gc.collect()
o = []; gen = lambda: [any(x is o for x in gc.get_objects(generation=i)) for i in range(3)].index(True)
r = [gen()]
for g in (0, 1, 2): gc.collect(g); r.append(gen())
print(r)
