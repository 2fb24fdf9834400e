"""Prints the ast of Python files (or of sources on stdin, as JSON lines) in a canonical JSON form, one line each. Runs in a real CPython 3.11."""

import ast
import json
import struct
import sys
import warnings

SKIP = {"type_comment", "type_ignores"}
PLAIN = {"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv", "And", "Or",
         "Invert", "Not", "UAdd", "USub", "Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn", "Load", "Store", "Del"}


def bits(x):
    return struct.pack(">d", x).hex()


def constant(v):
    if v is None:
        return ["none"]
    if v is True:
        return ["true"]
    if v is False:
        return ["false"]
    if v is ...:
        return ["ellipsis"]
    if isinstance(v, int):
        return ["int", hex(v)]
    if isinstance(v, float):
        return ["float", bits(v)]
    if isinstance(v, complex):
        return ["complex", bits(v.real), bits(v.imag)]
    if isinstance(v, str):
        return ["str", v]
    return ["bytes", v.hex()]


def dump(n):
    if isinstance(n, list):
        return [dump(x) for x in n]
    if not isinstance(n, ast.AST):
        return n
    name = type(n).__name__
    if name in PLAIN:
        return name
    out = [name]
    for field in n._fields:
        if field in SKIP:
            continue
        v = getattr(n, field, None)
        if field == "value" and name in ("Constant", "MatchSingleton"):
            out.append(constant(v))
        else:
            out.append(dump(v))
    if "lineno" in n._attributes:
        out.append([n.lineno, n.col_offset, n.end_lineno, n.end_col_offset])
    return out


def one(source, mode="exec"):
    try:
        return dump(ast.parse(source, mode=mode))
    except SyntaxError as e:
        return {"error": type(e).__name__, "msg": e.msg, "at": [e.lineno, e.offset, e.end_lineno, e.end_offset], "text": e.text}
    except (MemoryError, RecursionError, ValueError) as e:
        return {"error": type(e).__name__, "msg": str(e)}


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    if len(sys.argv) > 1:
        import tokenize

        for path in sys.argv[1:]:
            try:
                with tokenize.open(path) as f:
                    source = f.read()
            except (SyntaxError, UnicodeDecodeError):
                print("null")
                continue
            print(json.dumps([source, one(source)], separators=(",", ":")))
    else:
        for line in sys.stdin:
            case = json.loads(line)
            print(json.dumps(one(case["source"], case.get("mode", "exec")), separators=(",", ":")), flush=True)


main()
