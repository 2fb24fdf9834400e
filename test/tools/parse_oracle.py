"""What the real CPython 3.11 parses: trees with positions, or the error, in a canonical JSON form.

    parse_oracle.py FILE...           one line each: [source, tree or error], null where the file cannot be decoded
    parse_oracle.py                   requests on standard input, one JSON object a line: {"source": text, "mode": "exec"}
    parse_oracle.py --record FOLDER   writes the goldens of test/fixtures/parse: NAME.json for NAME.py, errors.json for errors.txt
"""

import ast
import json
import pathlib
import re
import struct
import sys
import tokenize
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


def warned(source, mode):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        compile(source, "<unknown>", mode, ast.PyCF_ONLY_AST)
    return [[w.category.__name__, str(w.message), w.lineno] for w in seen]


def cases(text):
    """Blocks after "#=" lines; the line may name a mode (else exec) or, for the reader, a subject."""
    for block in re.split(r"^#=", text, flags=re.M)[1:]:
        head, _, source = block.partition("\n")
        yield (head if head in ("eval", "single") else "exec"), source.removesuffix("\n")


def record(folder):
    for path in sorted(folder.glob("*.py")):
        source = path.read_bytes().decode()
        body = one(source)[1]
        lines = ",\n".join(json.dumps(stmt, separators=(",", ":")) for stmt in body)
        warns = json.dumps(warned(source, "exec"))
        path.with_suffix(".json").write_text(f'{{"warnings": {warns},\n"body": [\n{lines}\n]}}\n')
    out = []
    for mode, source in cases((folder / "errors.txt").read_text(encoding="utf-8")):
        out.append(json.dumps({"mode": mode, "source": source, "expected": one(source, mode)}))
    (folder / "errors.json").write_text("[\n" + ",\n".join(out) + "\n]\n")


def main():
    sys.setrecursionlimit(20000)
    if sys.argv[1:2] == ["--record"]:
        assert sys.version_info[:3] == (3, 11, 7), "the goldens are those of 3.11.7"
        warnings.simplefilter("ignore")
        record(pathlib.Path(sys.argv[2]))
        return
    warnings.simplefilter("ignore")
    if len(sys.argv) > 1:
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
