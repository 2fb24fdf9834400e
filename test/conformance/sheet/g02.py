# what collect() returns: the number of unreachable GC objects
import gc
gc.collect()
def n(make):
    make(); return gc.collect()
def self_list(): l = []; l.append(l)
def two(): a = []; b = [a]; a.append(b)
class C: pass
def inst(): c = C(); c.me = c
def inst_dict(): c = C(); c.me = c; c.__dict__
def cls():
    class K: pass
def closure():
    def f(): return f
def exc():
    try: 1/0
    except Exception as e: x = e
print([n(f) for f in (self_list, two, inst, inst_dict, cls, closure, exc)])
