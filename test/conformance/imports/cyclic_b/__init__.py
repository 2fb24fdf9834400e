import cyclic_a
cyclic_a.seen.append(('b sees', hasattr(cyclic_a, 'result')))
def value(): return 41
