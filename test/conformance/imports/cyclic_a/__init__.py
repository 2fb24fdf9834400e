seen = []
import cyclic_b
def result(): return cyclic_b.value() + 1
seen.append('a finished')
