# Full collections over a large heap that stays alive.
import gc


class Record:
    def __init__(self, i):
        self.key = i
        self.items = [i, str(i)]
        self.link = {'i': i, 'r': self.items}


def main():
    gc.disable()
    live = [Record(i) for i in range(80000)]
    found = 0
    for i in range(40):
        x = [live]
        x.append(x)
        del x
        found += gc.collect()
    return found, len(live)


print(main())
