# automatic collection: the 701st net allocation triggers it
import gc
gc.collect(); hits = []
gc.callbacks.append(lambda ph, info: hits.append((ph, info['generation'], len(l))) )
l = []
while not hits: l.append([])
gc.callbacks.clear(); print(hits)
