# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "What a closure keeps"
# topic = "functions"
# summary = "A function keeps the variables it uses, not their values at that time, and as long as it lives itself."
#
# [tool.pymemlab.parameters]
# handlers = { title = "Handlers", default = 800, minimum = 10, maximum = 5000, step = 10 }
# kib = { title = "Size of a message in KiB", default = 16, minimum = 8, maximum = 256 }
#
# [tool.pymemlab.settings]
# sample-interval = "20 us"
#
# [tool.pymemlab.budget]
# peak-traced = "19 MiB"
# final-traced = "3 MiB"
# leaked-objects = 0
# collections = 45
# longest-pause = "2 ms"
# ///
"""An inner function refers to variables of the outer one through cells.

A cell is a small object that both functions share. It keeps whatever the variable refers to, for as long as the inner
function lives; and a handler in a list, a callback, a timer may live long. Four ways to write the same handler, and what
each of them keeps.
"""

import gc
import sys
import tracemalloc

import lab

HANDLERS = lab.param("handlers", 800)
SIZE = lab.param("kib", 16) * 1024


class Message:
    def __init__(self, number):
        self.number = number
        self.body = bytearray(SIZE)

    def subject(self):
        return f"message {self.number}"


def keeps_the_message(number):
    message = Message(number)

    def handler():
        return message.subject()

    return handler


def keeps_the_subject(number):
    # The variable that the handler uses refers to a short text. The message dies when this call is over.
    subject = Message(number).subject()

    def handler():
        return subject

    return handler


def keeps_more_than_it_uses(number):
    # `log` uses the message, `handler` uses `log`: the cell of `log` keeps its function, that keeps its own cells.
    message = Message(number)

    def log():
        return len(message.body)

    subject = message.subject()

    def handler(verbose=False):
        return (subject, log()) if verbose else subject

    return handler


def keeps_until_told(number):
    # The variable can be emptied: all functions that share the cell see it.
    message = Message(number)

    def handler():
        nonlocal message
        subject, message = message.subject(), None
        return subject

    return handler


def measure(make, call=False):
    gc.collect()
    lab.mark(make.__name__)
    before = tracemalloc.get_traced_memory()[0]
    handlers = [make(number) for number in range(HANDLERS)]
    made = tracemalloc.get_traced_memory()[0] - before
    for handler in handlers:
        handler()
    called = tracemalloc.get_traced_memory()[0] - before
    cells = [type(cell.cell_contents).__name__ for cell in handlers[0].__closure__]
    print(f"   {make.__name__:24} {made / HANDLERS / 1024:9.1f} {called / HANDLERS / 1024:9.1f}   {', '.join(cells)}")
    return called


def late_binding():
    print()
    print("A cell holds a variable, not a value: all three functions share one")
    functions = [lambda: i for i in range(3)]
    print("   called after the loop: ", [f() for f in functions])
    print("   one cell for all:      ", len({id(f.__closure__[0]) for f in functions}) == 1)
    functions = [lambda i=i: i for i in range(3)]
    print("   a default is a value:  ", [f() for f in functions])


def recursion():
    print()
    print("A function that calls itself by an inner name is in a cycle: function, its closure, the cell, the function")
    gc.collect()

    def outer():
        def walk(n):
            return n if n == 0 else walk(n - 1)

        return walk(3)

    gc.disable()
    for _ in range(100):
        outer()
    print("   after 100 calls gc.collect() finds", gc.collect(), "objects")
    gc.enable()


def main():
    gc.collect()
    tracemalloc.start()
    print(f"{HANDLERS} handlers for messages of {SIZE // 1024} KiB: KiB kept per handler")
    print(f"   {'':24} {'made':>9} {'called':>9}   cells hold")
    large = measure(keeps_the_message)
    small = measure(keeps_the_subject)
    measure(keeps_more_than_it_uses)
    measure(keeps_until_told)
    tracemalloc.stop()
    lab.expect(small < large / 10, "a handler that uses the subject only keeps the subject only")
    print(f"   A cell itself takes {sys.getsizeof(keeps_the_message(0).__closure__[0])} bytes, the function "
          f"{sys.getsizeof(keeps_the_message)}.")
    lab.mark("late binding")
    late_binding()
    recursion()
    lab.mark("the end")


main()
