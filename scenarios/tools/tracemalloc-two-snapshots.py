# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "tracemalloc: what has grown?"
# topic = "tools"
# summary = "Two snapshots and the difference between them name the line that a leak comes from."
#
# [tool.pymemlab.parameters]
# rounds = { title = "Rounds", default = 6, minimum = 2, maximum = 50 }
# orders = { title = "Orders in a round", default = 600, minimum = 10, maximum = 10000, step = 10 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "8.5 MiB"
# final-traced = "3 MiB"
# leaked-objects = 0
# collections = 90
# longest-pause = "2 ms"
# ///
"""tracemalloc notes for each block of memory which line asked for it.

A snapshot is the list of all blocks alive. One snapshot says what is large; that is often the data the program is made
for. The difference between two snapshots, taken at moments when the program should be in the same state, says what has
grown: that is a leak. The shop below has one: it is in the line that everybody overlooks.
"""

import gc
import linecache
import tracemalloc

import lab

ROUNDS = lab.param("rounds", 6)
ORDERS = lab.param("orders", 600)


class Shop:
    def __init__(self):
        self.catalogue = {n: f"article {n:05d}, in stock" for n in range(4000)}
        self.waiting = []
        self.listeners = []

    def order(self, number):
        order = Order(number, self.catalogue[number % 4000])
        self.waiting.append(order)
        self.listeners.append(order.on_news)

    def deliver(self):
        delivered = [order.receipt() for order in self.waiting]
        self.waiting.clear()
        return len(delivered)


class Order:
    def __init__(self, number, article):
        self.number = number
        self.article = article
        self.note = f"please deliver order {number} to the back door"

    def receipt(self):
        return f"{self.number}: {self.article}, delivered"

    def on_news(self, news):
        self.note = news


def business(shop, rounds):
    for _ in range(rounds):
        for number in range(ORDERS):
            shop.order(number)
        shop.deliver()


def our_lines(snapshot):
    return snapshot.filter_traces([tracemalloc.Filter(True, __file__)])


def show(statistics, n, difference=False):
    for stat in statistics[:n]:
        line = stat.traceback[0].lineno
        figures = (
            f"{stat.size_diff / 1024:+8.1f} KiB {stat.count_diff:+6}"
            if difference
            else f"{stat.size / 1024:8.1f} KiB {stat.count:6}"
        )
        print(f"   {figures} blocks  {linecache.getline(__file__, line).strip()}")


def main():
    gc.collect()
    tracemalloc.start()
    shop = Shop()
    lab.mark("warm up")
    business(shop, 1)

    gc.collect()
    lab.snapshot("first snapshot")
    first = our_lines(tracemalloc.take_snapshot())
    lab.mark("business")
    business(shop, ROUNDS)
    gc.collect()
    lab.snapshot("second snapshot")
    second = our_lines(tracemalloc.take_snapshot())
    current, peak = tracemalloc.get_traced_memory()

    print("The largest lines in one snapshot: the catalogue is among them, and it belongs there")
    show(first.statistics("lineno"), 4)
    print()
    print(f"What has grown in {ROUNDS} more rounds, each of which delivers all of its orders")
    grown = second.compare_to(first, "lineno")
    show(grown, 4, difference=True)
    print()
    suspect = linecache.getline(__file__, grown[0].traceback[0].lineno).strip()
    print("Orders are delivered and forgotten, and still there are more and more of them. Who keeps them?")
    holders = [type(o).__name__ for o in gc.get_objects() if type(o) is type(shop.order) and isinstance(o.__self__, Order)]
    print(f"   {len(holders)} bound methods refer to orders: shop.listeners keeps order.on_news, and that keeps the order")
    lab.expect("Order(" in suspect, "the leak is found by its line")

    lab.mark("cured")
    del first, second, grown, holders
    shop.listeners.clear()
    gc.collect()
    lab.mark("the end")
    print("   once the listeners are removed, they are gone:", sum(type(o) is Order for o in gc.get_objects()), "orders alive")
    tracemalloc.stop()


main()
