# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Weak references"
# topic = "weak references"
# summary = "A reference that does not keep its object alive, and the containers built on it."
#
# [tool.pymemlab.parameters]
# objects = { title = "Objects", default = 20000, minimum = 100, maximum = 50000, step = 100 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "16 MiB"
# final-traced = "1.5 MiB"
# leaked-objects = 0
# collections = 140
# longest-pause = "2 ms"
# ///
"""A weak reference leads to an object without owning it.

When the object dies the reference is cleared, and its callback is called. That makes registries possible that forget
by themselves: a dict of weak values, a dict of weak keys, a set.
"""

import gc
import sys
import weakref

import lab

OBJECTS = lab.param("objects", 20000)


class Document:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"


def one_reference():
    print("1. One weak reference")
    document = Document("report")
    before = sys.getrefcount(document)
    ref = weakref.ref(document, lambda r: print("   callback: the object is gone, the reference says", r()))
    print("   it does not count:", sys.getrefcount(document) - before, "references more than before")
    print("   calling it gives the object:", ref())
    print("   the same object has one plain weak reference:", weakref.ref(document) is weakref.ref(document))
    print("   del document")
    del document
    print("   dead:", ref() is None)


def several_callbacks():
    print()
    print("2. Callbacks run from the newest to the oldest")
    document = Document("letter")
    refs = [weakref.ref(document, lambda r, i=i: print(f"   callback {i}")) for i in range(3)]
    print("   weak references to it:", weakref.getweakrefcount(document))
    del document
    return refs


def what_cannot():
    print()
    print("3. Not every object can be referred to weakly")
    for value in ("text", 10, (1, 2), [], {}, object(), set(), len):
        try:
            weakref.ref(value)
        except TypeError as e:
            print("   no: ", e)
        else:
            print("   yes:", type(value).__name__)


def registry():
    print()
    print(f"4. A registry of {OBJECTS} documents that forgets by itself")
    by_name = weakref.WeakValueDictionary()
    notes = weakref.WeakKeyDictionary()
    opened = weakref.WeakSet()
    desk = []
    lab.mark("fill the registry")
    for i in range(OBJECTS):
        document = Document(f"d{i}")
        by_name[document.name] = document
        notes[document] = f"note on {document.name}"
        opened.add(document)
        desk.append(document)
    del document
    print(f"   values {len(by_name)}, keys {len(notes)}, set {len(opened)}")
    lab.mark("half of them go")
    del desk[: OBJECTS // 2]
    print(f"   values {len(by_name)}, keys {len(notes)}, set {len(opened)} after half of the desk was cleared")
    lab.expect(len(by_name) == OBJECTS - OBJECTS // 2, "the registry has only what is alive")
    lab.mark("all of them go")
    desk.clear()
    print(f"   values {len(by_name)}, keys {len(notes)}, set {len(opened)} after all of it was")
    lab.mark("an empty registry")


def cycles():
    print()
    print("5. Inside a cycle the object lives until the collector comes, and the reference with it")
    gc.collect()
    gc.disable()
    document = Document("cyclic")
    document.me = document
    ref = weakref.ref(document)
    del document
    print("   after del:         ", ref())
    gc.collect()
    print("   after gc.collect():", ref())
    gc.enable()


def finalizers():
    print()
    print("6. weakref.finalize keeps its own callback alive, and calls it once")
    document = Document("temporary file")
    cleanup = weakref.finalize(document, print, "   removed from disk")
    print("   pending:", cleanup.alive)
    del document
    print("   pending:", cleanup.alive, "- calling it again does nothing:", cleanup())


one_reference()
several_callbacks()
what_cannot()
registry()
cycles()
finalizers()
