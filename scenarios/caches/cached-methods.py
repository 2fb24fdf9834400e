# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "A cache that keeps its instances"
# topic = "caches"
# summary = "lru_cache on a method has self in every key: no instance dies while its entries last."
#
# [tool.pymemlab.parameters]
# documents = { title = "Documents", default = 600, minimum = 10, maximum = 10000, step = 10 }
# kib = { title = "Size of a document in KiB", default = 4, minimum = 1, maximum = 256 }
#
# [tool.pymemlab.settings]
# sample-interval = "20 us"
#
# [tool.pymemlab.budget]
# peak-traced = "5 MiB"
# final-traced = "1.5 MiB"
# leaked-objects = 0
# collections = 15
# longest-pause = "2 ms"
# ///
"""@lru_cache on a method caches per class, not per instance, and its keys hold `self`.

The decorated function lives in the class, and so does its cache. An entry for document.word_count() keeps the document,
with all its text, until newer entries push it out; with maxsize=None, for ever. cached_property keeps the value in the
instance instead, and the value dies with it.
"""

import gc
import weakref
from functools import cached_property, lru_cache

import lab

DOCUMENTS = lab.param("documents", 600)
KIB = lab.param("kib", 4)


class Document:
    alive = 0

    def __init__(self, number):
        self.text = bytearray(b"word ") * (KIB * 1024 // 5)
        Document.alive += 1
        weakref.finalize(self, Document.died).atexit = False

    @staticmethod
    def died():
        Document.alive -= 1


class Unlimited(Document):
    @lru_cache(maxsize=None)
    def word_count(self):
        return len(self.text.split())


class Limited(Document):
    @lru_cache(maxsize=100)
    def word_count(self):
        return len(self.text.split())


class Property(Document):
    @cached_property
    def _words(self):
        return len(self.text.split())

    def word_count(self):
        return self._words


def read_all(kind):
    """Reads documents one after the other, keeps none, and asks each twice."""
    highest = 0
    for i in range(DOCUMENTS):
        document = kind(i)
        document.word_count()
        document.word_count()
        highest = max(highest, Document.alive)
        del document
    return highest


def main():
    print(f"{DOCUMENTS} documents of {KIB} KiB are read, one after the other")
    for kind in (Unlimited, Limited, Property):
        gc.collect()
        lab.mark(kind.__name__)
        highest = read_all(kind)
        left = Document.alive
        print(f"   {kind.__name__:10} at most {highest:5} alive, {left:5} still alive afterwards")
        cached = kind.__dict__["word_count"]
        if hasattr(cached, "cache_info"):
            print(f"   {'':10} {cached.cache_info()}")
            lab.mark(f"{kind.__name__}: cache_clear()")
            cached.cache_clear()
        print(f"   {'':10} {Document.alive} once the cache is empty")
        lab.expect(Document.alive == 0, f"{kind.__name__}: no document stays")
    lab.mark("the end")


main()
