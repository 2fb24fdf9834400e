"""What the real CPython 3.11 makes of Python source, as JSON lines: its tree, its code objects, its errors.

Reads requests from standard input, one JSON object a line: {"file": path} or {"source": text}, with "filename", "mode",
"flags", "optimize" and "tree" (whether to include the tree) as options. Answers one line each.
"""
import ast
import json
import sys
import tokenize
import warnings


def const(v):
    if v is None:
        return {"t": "none"}
    if v is True:
        return {"t": "true"}
    if v is False:
        return {"t": "false"}
    if v is ...:
        return {"t": "ellipsis"}
    t = type(v)
    if t is int:
        return {"t": "int", "v": hex(v) if abs(v) >= 1 << 1000 else str(v)}
    if t is float:
        return {"t": "float", "v": v.hex()}
    if t is complex:
        return {"t": "complex", "re": v.real.hex(), "im": v.imag.hex()}
    if t is str:
        return {"t": "str", "v": v}
    if t is bytes:
        return {"t": "bytes", "v": v.hex()}
    if t is tuple:
        return {"t": "tuple", "v": [const(x) for x in v]}
    if t is frozenset:
        return {"t": "frozenset", "v": [const(x) for x in v]}
    return {"t": "code", "v": code(v)}


def code(c):
    names = c.co_varnames + tuple(n for n in c.co_cellvars if n not in c.co_varnames) + c.co_freevars
    kinds = []
    for n in c.co_varnames:
        kinds.append(0x20 | (0x40 if n in c.co_cellvars else 0))
    kinds += [0x40 for n in c.co_cellvars if n not in c.co_varnames]
    kinds += [0x80 for n in c.co_freevars]
    return {
        "argcount": c.co_argcount, "posonlyargcount": c.co_posonlyargcount, "kwonlyargcount": c.co_kwonlyargcount,
        "stacksize": c.co_stacksize, "flags": c.co_flags, "code": c.co_code.hex(),
        "consts": [const(x) for x in c.co_consts], "names": list(c.co_names),
        "localsplusnames": list(names), "localspluskinds": kinds,
        "filename": c.co_filename, "name": c.co_name, "qualname": c.co_qualname, "firstlineno": c.co_firstlineno,
        "linetable": c.co_linetable.hex(), "exceptiontable": c.co_exceptiontable.hex(),
    }


SKIP = {"type_comment", "type_ignores"}
BARE = (ast.operator, ast.unaryop, ast.cmpop, ast.boolop, ast.expr_context)


def tree(node):
    if isinstance(node, BARE):
        return type(node).__name__
    if isinstance(node, ast.AST):
        out = {"nodeType": type(node).__name__}
        for field in node._fields:
            if field not in SKIP:
                value = getattr(node, field)
                is_const = field == "value" and isinstance(node, (ast.Constant, ast.MatchSingleton))
                out[field] = const(value) if is_const else tree(value)
        for attribute in node._attributes:
            out[attribute] = getattr(node, attribute)
        return out
    if isinstance(node, list):
        return [tree(x) for x in node]
    return node


def answer(request):
    out = {}
    source = request.get("source")
    if source is None:
        with tokenize.open(request["file"]) as f:
            source = f.read()
        out["source"] = source
    filename = request.get("filename", request.get("file", "<string>"))
    mode = request.get("mode", "exec")
    caught = []
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = lambda m, c, f, line, *rest: caught.append([c.__name__, str(m), line])
        try:
            flags = request.get("flags", 0)
            if request.get("tree"):
                out["tree"] = tree(compile(source, filename, mode, ast.PyCF_ONLY_AST | flags, dont_inherit=True))
            del caught[:]
            result = compile(source, filename, mode, flags, dont_inherit=True, optimize=request.get("optimize", 0))
            out["code"] = code(result)
        except SyntaxError as e:
            out["error"] = {
                "kind": type(e).__name__, "msg": e.msg, "lineno": e.lineno, "offset": e.offset,
                "end_lineno": e.end_lineno, "end_offset": e.end_offset, "text": e.text,
            }
        except (ValueError, RecursionError, MemoryError) as e:
            out["error"] = {"kind": type(e).__name__, "msg": str(e)}
    out["warnings"] = caught
    return out


sys.set_int_max_str_digits(0)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
