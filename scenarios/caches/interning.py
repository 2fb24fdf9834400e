# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Interning and small values"
# topic = "caches"
# summary = "Small ints, single characters and names in the source exist once; text made at run time does not, unless it is interned."
#
# [tool.pymemlab.parameters]
# records = { title = "Records", default = 8000, minimum = 100, maximum = 100000, step = 100 }
# cities = { title = "Different cities", default = 40, minimum = 1, maximum = 1000 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "6 MiB"
# final-traced = "3 MiB"
# leaked-objects = 0
# collections = 45
# longest-pause = "2 ms"
# ///
"""Equal is not the same: two equal objects may be one object or two.

CPython keeps one copy of values that occur all the time. For an immutable value nobody can tell the difference, except by
its address and by the memory it takes. The last part reads the same records three times: with the text as it comes, with
every text interned, and with a table of our own.
"""

import gc
import sys
import tracemalloc

import lab

RECORDS = lab.param("records", 8000)
CITIES = lab.param("cities", 40)


def same(make, value):
    """Whether two values made one after the other are one object."""
    first, second = make(value), make(value)
    return "the same object" if first is second else "two objects"


def ints():
    print("1. Ints from -5 to 256 are made when Python starts")
    for value in ("-6", "-5", "0", "256", "257"):
        print(f"   int({value!r:6}) twice: {same(int, value)}")
    print(f"   An int takes {sys.getsizeof(1)} bytes, from 2**30 on {sys.getsizeof(2**30)}, 2**60 {sys.getsizeof(2**60)}")


def strings():
    print()
    print("2. Text")
    # "".join makes its result at run time: nothing is known about it beforehand.
    print(f"   empty text:               {same(''.join, [])}")
    print(f"   one character of Latin-1: {same(chr, 233)}")
    print(f"   one character beyond it:  {same(chr, 8364)}")
    print(f"   two characters:           {same(''.join, ['a', 'b'])}")
    print(f"   two characters, interned: {same(sys.intern, ''.join(['a', 'b']))}")
    print("   Names and texts like names in the source are interned by the compiler:")
    print(f"   'city' in two functions: {'the same object' if city() is town() else 'two objects'}")
    print("   Characters need 1, 2 or 4 bytes each, whichever the largest one in the text needs:")
    for text in ("", "a" * 10, "é" * 10, "€" * 10, "😀" * 10):
        print(f"   {len(text):2} characters {text[:1]!r:4} {sys.getsizeof(text):4} bytes")


def city():
    return "city"


def town():
    return "city"


def others():
    print()
    print("3. Empty and constant values")
    print(f"   tuple([]):     {same(tuple, [])}")
    print(f"   frozenset([]): {same(frozenset, [])}")
    print(f"   bytes([65]):   {same(bytes, [65])}")
    print(f"   float('1.5'):  {same(float, '1.5')}")


def read(intern):
    """Parses lines as a file would give them: every word is a new object, whatever it says."""
    table = []
    for i in range(RECORDS):
        line = f"{i};Springfield-upon-{i % CITIES};customer"
        number, city, kind = line.split(";")
        table.append((int(number), intern(city), intern(kind)))
    return table


def measure(name, intern):
    lab.mark(name)
    before = tracemalloc.get_traced_memory()[0]
    table = read(intern)
    used = tracemalloc.get_traced_memory()[0] - before
    distinct = len({id(record[1]) for record in table})
    print(f"   {name:16} {used / RECORDS:6.1f} bytes per record, {distinct:6} objects for {CITIES} cities")
    return used


def records():
    print()
    print(f"4. {RECORDS} records that name {CITIES} cities")
    gc.collect()
    tracemalloc.start()
    plain = measure("as they come", str)
    interned = measure("sys.intern", sys.intern)
    own = {}
    measure("a dict of our own", lambda text: own.setdefault(text, text))
    tracemalloc.stop()
    lab.mark("the end")
    lab.expect(interned < plain, "interned text takes less memory")
    print(f"   Interning saves {100 - 100 * interned / plain:.0f} %; interned texts still die with their last reference.")


ints()
strings()
others()
records()
