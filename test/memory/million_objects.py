# Keeps a million objects of one kind alive; the kind is the first argument.
import sys

COUNT = 1_000_000


class Plain:
    def __init__(self, i):
        self.a = i


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, i):
        self.a = i
        self.b = None


MAKE = {
    "object": lambda i: object(),
    "int": lambda i: 1000 + i,
    "float": lambda i: i * 0.5,
    "str": lambda i: "k%d" % i,
    "bytes": lambda i: b"x%d" % i,
    "tuple": lambda i: (i,),
    "list": lambda i: [None],
    "dict": lambda i: {},
    "set": lambda i: {1},
    "instance": Plain,
    "slots": Slotted,
}

if len(sys.argv) > 1:
    make = MAKE[sys.argv[1]]
    keep = [None] * COUNT
    for i in range(COUNT):
        keep[i] = make(i)
