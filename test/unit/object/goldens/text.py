"""Calls of str and bytes methods with what CPython 3.11 answers: python3.11 text.py > text.json

A case is [type, method, self, args, kwargs, answer]; values are tagged as in enc().
"""
import itertools
import json
import sys


def enc(v):
    if v is None or v is True or v is False:
        return v
    if isinstance(v, int):
        return {"i": str(v)}
    if isinstance(v, float):
        return {"f": repr(v)}
    if isinstance(v, str):
        return v
    if isinstance(v, (bytes, bytearray)):
        return {"ba" if isinstance(v, bytearray) else "b": list(v)}
    if isinstance(v, list):
        return {"l": [enc(x) for x in v]}
    if isinstance(v, tuple):
        return {"t": [enc(x) for x in v]}
    if isinstance(v, dict):
        return {"d": [[enc(k), enc(x)] for k, x in v.items()]}
    if v is NotImplemented:
        return "<NotImplemented>"
    raise TypeError(type(v))


CASES = []


def case(self, method, *args, **kwargs):
    before = enc(self)
    if isinstance(self, bytearray):
        self = bytearray(self)
    try:
        answer = {"ok": enc(getattr(self, method)(*args, **kwargs))}
    except Exception as e:
        fields = [enc(x) for x in e.args]
        answer = {"error": type(e).__name__, "args": fields}
    CASES.append([type(self).__name__, method, before, [enc(a) for a in args], {k: enc(v) for k, v in kwargs.items()}, answer])


WORDS = ["", "a", "abc", "hello world", "  two  words ", "a,b,,c", "Éa ünï", "€uro €", "x😀y😀", "ΑΣ ΑΣΑ ß ﬁ", "ǅ ǆ",
         "1²½٣", "\tq\n\r\nz\x0b\x1c!\u2028end", "aaaa", "abababab", "ſİıK", "\x7f\xa0\xad\ud800", "Hello-World it's", "_id9", "a\x00b"]

for w in WORDS:
    for m in ["upper", "lower", "title", "capitalize", "casefold", "swapcase", "isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric",
              "isspace", "isascii", "islower", "isupper", "istitle", "isidentifier", "isprintable", "split", "rsplit", "splitlines",
              "strip", "lstrip", "rstrip", "__repr__", "__len__", "expandtabs", "__hash__"]:
        if m == "__hash__":
            continue
        case(w, m)
    case(w, "splitlines", True)
    case(w, "splitlines", keepends=True)
    for k in (0, 1, 2, -1):
        case(w, "split", None, k)
        case(w, "rsplit", None, k)
        case(w, "rsplit", maxsplit=k)
        for sep in (",", " ", "a", "ab", "€", "😀", "aa", ", "):
            case(w, "split", sep, k)
            case(w, "rsplit", sep, k)
    for sub in ("", "a", "b", "ab", "aa", "o w", "€", "😀", "ï", "zz", " "):
        for m in ("find", "rfind", "index", "rindex", "count", "startswith", "endswith"):
            case(w, m, sub)
            case(w, m, sub, 1)
            case(w, m, sub, -3, -1)
            case(w, m, sub, None, 2)
            case(w, m, sub, 30)
        for new in ("", "x", "xy", "€", "ü"):
            case(w, "replace", sub, new)
            case(w, "replace", sub, new, 1)
            case(w, "replace", sub, new, 0)
            case(w, "replace", sub, new, 2)
        case(w, "partition", sub)
        case(w, "rpartition", sub)
        case(w, "removeprefix", sub)
        case(w, "removesuffix", sub)
        case(w, "__contains__", sub)
        case(w, "__add__", sub)
        case(w, "__lt__", sub)
        case(w, "__ge__", sub)
        case(w, "__eq__", sub)
        case(w, "strip", sub)
        case(w, "join", [sub, sub, "q"])
        case(w, "__mod__", sub)
    for n in (0, 1, 5, 12, -2):
        for fill in (" ", "*", "é", "😀"):
            case(w, "center", n, fill)
            case(w, "ljust", n, fill)
            case(w, "rjust", n, fill)
        case(w, "zfill", n)
        case(w, "expandtabs", n)
        case(w, "__mul__", n)
        case(w, "__getitem__", n)
        case(w, "center", n)
    for spec in ("", "s", "10", "<10", ">10s", "^11", "*^9.2", ".3", "€>8", "05", "d", "+", "=3", "z", "#", "5,", "_", ".", "xx", "99999999999999999999"):
        case(w, "__format__", spec)
    for e in ("utf-8", "ascii", "latin-1", "utf-16-le", "UTF8", "utf_16", "utf-32"):
        for h in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass", "nosuch"):
            if e == "utf-16-le":
                continue
            case(w, "encode", e, h)
    case(w, "encode")
    case(w, "encode", errors="ignore")
    case(w, "translate", {97: None, 98: "xyz", 32: 0x20AC, 0x1F600: "ok"})
    case(w, "translate", "abc")
    case(w, "translate", [])

for s, a in [("7", 4), ("-7", 4), ("+7", 4), ("--7", 5), ("", 3), ("é", 3)]:
    case(s, "zfill", a)

# errors in arguments
for m, a in [("find", ()), ("find", (1,)), ("find", ("a", "b")), ("find", ("a", 1, 2, 3)), ("replace", ("a",)), ("replace", (1, "a")),
             ("replace", ("a", 2)), ("replace", ("a", "b", "c")), ("split", (1,)), ("split", ("",)), ("split", ("a", "b")), ("join", (1,)),
             ("join", ([1],)), ("join", (["a", 1, "b"],)), ("join", (["a", None],)), ("join", ("abc",)), ("join", ({"k": 1},)), ("center", ()),
             ("center", ("a",)), ("center", (3, "ab")), ("center", (3, 4)), ("startswith", (1,)), ("startswith", (("a", 1),)),
             ("startswith", (("x", "ab"),)), ("endswith", ((),)), ("removeprefix", (1,)), ("removesuffix", (None,)), ("partition", (1,)),
             ("partition", ("",)), ("strip", (1,)), ("zfill", ("a",)), ("expandtabs", ("a",)), ("encode", (1,)), ("encode", ("utf-8", 2)),
             ("__contains__", (1,)), ("__add__", (1,)), ("__mul__", ("a",)), ("__getitem__", ("a",)), ("__getitem__", (10,)), ("__getitem__", (-4,)),
             ("__getitem__", (2 ** 70,)), ("count", ("",)), ("index", ("q",)), ("splitlines", ([],)), ("format_map", (1,)), ("__format__", (1,)),
             ("maketrans", ("ab",)), ("maketrans", ("ab", "c")), ("maketrans", ("ab", "cd")), ("maketrans", ("ab", "cd", "e")),
             ("maketrans", ({"a": 1, 98: "x", "c": None},)), ("maketrans", ({"ab": 1},)), ("maketrans", ({1.5: 1},)), ("maketrans", (1, "a")),
             ("maketrans", ("a", 1)), ("maketrans", ()), ("translate", (5,)), ("translate", ({97: 1.5},)), ("translate", ({97: -1},)),
             ("translate", ({97: 0x110000},)), ("split", ("a", 2 ** 70)), ("center", (2 ** 70,)), ("find", ("a", 1.5))]:
    case("abc", m, *a)
case("abc", "split", sep="b", maxsplit=1)
case("abc", "split", "b", sep="c")
case("abc", "split", foo=1)
case("abc", "encode", encoding="ascii")
case("abc", "expandtabs", tabsize=3)
case("", "replace", "", "x")
case("", "replace", "", "x", 1)
case("abc", "replace", "", "-")
case("abc", "replace", "", "-", 2)
case("long text " * 50 + "needle in hay", "find", "needle in")
case("long text " * 50 + "needle in hay", "rfind", "long text")
case("long text " * 50, "count", "text long")
case("a b c d e f g h i j k l m n o p", "split")
case("a b c d e f g h i j k l m n o p", "rsplit", None, 13)

# str.format
FORMATS = ["", "x", "{}", "{} {}", "{0} {1} {0}", "{a}", "{a} {}", "{0} {}", "{} {0}", "{{}}", "{{{}}}", "}", "{", "a}b", "a{b", "{!r}", "{!s:>8}", "{!a}",
           "{!x}", "{!", "{!r", "{!rx}", "{0!r:*^20}", "{:>{}}", "{:{}{}}", "{:{:{}}}", "{a:{b}}", "{0[0]}", "{0[a]}", "{0.x}", "{0.}", "{0[]}", "{0[}", "{0[0]x}", "{:",
           "{:{", "{:}}", "{0:>5}|{1:<5}|", "{9}", "{99999999999999999999}", "{0!r:{1}}", "{:d}", "{:x}", "{:,}", "{:.2f}", "{!}", "{:!r}", "{0{1}}", "{[}]}", "{]}", "{a.b[c]}",
           "text {} and é {} €", "{:>10}{:<10}", "{:^{w}}"]
ARGS = [(), (1,), ("é", "b"), (12345, 7), ([1, 2], {"a": 3}), (1.5, 3), (None, True), ("text", ">10", 5)]
for f, a in itertools.product(FORMATS, ARGS):
    case(f, "format", *a)
    case(f, "format", *a, a="AA", b=6, w=9)
for f in FORMATS:
    case(f, "format_map", {"a": "v", "b": 4})

# %
PERCENTS = ["", "%", "%%", "a%%b", "%s", "%r", "%a", "%d", "%i", "%u", "%x", "%X", "%#x", "%#X", "%o", "%#o", "%c", "%e", "%f", "%g", "%G", "%.3f", "%10.2f", "%-10d|", "%+d", "% d",
            "%05d", "%-05d|", "%+05d", "%x y", "%8x", "%#8x", "%#08x", "%.5d", "%10.5d", "%.5x", "%#.5x", "%5s|", "%-5s|", "%.2s", "%5.1s|", "%z", "%5", "%(a)s", "%(a)d", "%(a)s %(b)s", "%(a", "%(a)", "%*d", "%-*d|",
            "%.*f", "%ld", "%hd", "%s %s", "%s%%", "%5c|", "%5%", "%é", "%99999999999999999999d", "%.99999999999999d", "%(a)s %s", "100%", "%()s", "%+s", "%+.1e", "%#g", "%05s", "%08.3f", "%+08.3f", "% 8.3f", "é %s €", "%((x))s"]
VALUES = [(), (1,), (-12,), ("a",), ("é€",), (3.14159,), (-0.5,), (5, 7), ("x", "y"), (10 ** 30,), (None,), (True,), ([1],), (5, 2.5), (65,), (0x20AC,), (0x110000,), (-1,), ("ab",), (b"q",), (float("inf"),), (2 ** 40,)]
for f in PERCENTS:
    for v in VALUES:
        case(f, "__mod__", v)
    case(f, "__mod__", {"a": 1, "b": "é", "(x)": 2, "": 3})
    case(f, "__mod__", 5)
    case(f, "__mod__", "str")
    case(f, "__mod__", [1, 2])

# bytes and bytearray
BYTES = [b"", b"a", b"abc", b"hello world", b"  two  words ", b"a,b,,c", b"\xc9a \xfcn\xff", b"\tq\n\r\nz\x0b\x0c!", b"aaaa", b"abababab", b"Hello-World it's", b"a\x00b", b'"q" it\'s', b"-42", b"\xe2\x82\xac\xf0\x9f\x98\x80", b"\xed\xa0\x80\xc0\x80\xf4\x90\x80\x80\xe2\x82"]
for w in BYTES + [bytearray(b) for b in BYTES]:
    for m in ["upper", "lower", "title", "capitalize", "swapcase", "isalpha", "isalnum", "isdigit", "isspace", "isascii", "islower", "isupper", "istitle",
              "split", "rsplit", "splitlines", "strip", "lstrip", "rstrip", "__repr__", "__len__", "expandtabs", "hex", "decode"]:
        case(w, m)
    case(w, "splitlines", True)
    case(w, "hex", ":")
    case(w, "hex", b"-", 2)
    case(w, "hex", "_", -3)
    case(w, "hex", "ab")
    case(w, "hex", 5)
    for k in (0, 1, -1):
        case(w, "split", None, k)
        case(w, "rsplit", None, k)
        for sep in (b",", b" ", b"a", b"ab", bytearray(b"aa"), b""):
            case(w, "split", sep, k)
            case(w, "rsplit", sep, k)
    for sub in (b"", b"a", b"ab", b"aa", b"o w", b"zz", 97, 300, "s", bytearray(b"b")):
        for m in ("find", "rfind", "index", "rindex", "count", "startswith", "endswith"):
            case(w, m, sub)
            case(w, m, sub, 1)
            case(w, m, sub, -3, -1)
        for new in (b"", b"x", b"xyz"):
            case(w, "replace", sub, new)
            case(w, "replace", sub, new, 1)
        for m in ("partition", "rpartition", "removeprefix", "removesuffix", "__contains__", "__add__", "__eq__", "__lt__", "strip", "lstrip", "__mod__"):
            case(w, m, sub)
        case(w, "join", [sub, sub])
    for n in (0, 1, 5, 12, -2):
        case(w, "center", n)
        case(w, "ljust", n, b"*")
        case(w, "rjust", n, b"*")
        case(w, "zfill", n)
        case(w, "expandtabs", n)
        case(w, "__mul__", n)
        case(w, "__getitem__", n)
    for e in ("utf-8", "ascii", "latin-1", "utf-16", "utf-16", "utf-32"):
        for h in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"):
            # after a handled error CPython reuses the exception: its args are those of the first (listed difference)
            if (e, h) not in (("utf-32", "surrogateescape"), ("utf-8", "surrogatepass")):
                case(w, "decode", e, h)
    case(w, "translate", bytes(range(256)))
    case(w, "translate", bytes(range(255, -1, -1)), b"a")
    case(w, "translate", None, delete=b"ab")
    case(w, "translate", b"short")
for m, a in [("center", ()), ("center", (3, "a")), ("center", (3, b"ab")), ("fromhex", ("616 2",)), ("fromhex", ("61 62\n",)), ("fromhex", (b"a",)), ("fromhex", ("zz",)), ("fromhex", ("6",)),
             ("maketrans", (b"ab", b"cd")), ("maketrans", (b"a", b"cd")), ("join", (5,)), ("join", ([1],)), ("join", (["a"],)), ("split", ("a",)), ("find", ()), ("decode", (5,)),
             ("startswith", ((b"x", b"ab"),)), ("startswith", (("x",),)), ("__getitem__", ("a",)), ("__getitem__", (9,)), ("zfill", ("a",)), ("expandtabs", ("a",)), ("strip", (1,)),
             ("replace", (b"a",)), ("replace", ("a", b"b")), ("__contains__", (256,)), ("__contains__", ("a",)), ("append", (256,)), ("append", ("a",)), ("append", (65,)), ("extend", ("ab",)),
             ("extend", ([1, 2],)), ("extend", ([1, 256],)), ("extend", (5,)), ("insert", (0, 1)), ("insert", (9,)), ("pop", ()), ("pop", (7,)), ("remove", (97,)), ("remove", (1,)), ("reverse", ()), ("clear", ()), ("copy", ())]:
    for w in (b"abc", bytearray(b"abc")):
        if hasattr(w, m):
            case(w, m, *a)
for f in [b"%s", b"%b|", b"%d", b"%5d|", b"%-5d|", b"%05d", b"%x", b"%#X", b"%#08x", b"%+d", b"% d", b"%f", b"%.2e", b"%c", b"%r", b"%a", b"%5s|", b"%.1s", b"%(a)s", b"%%", b"%", b"%z", b"x%sy%sz", b"%5c|", b"%+.3f"]:
    for v in [(), (1,), (-12,), (b"ab",), (bytearray(b"q"),), ("s",), (2.5,), (1, 2), (65,), (256,), {b"a": b"v"}, {"a": 1}, b"raw", [1]]:
        case(f, "__mod__", v)

json.dump(CASES, sys.stdout, separators=(",", ":"))
