# Records held.json with a real CPython 3.11 on 64-bit glibc: python3.11 -S record_held.py > held.json
# For each kind, what the allocators hold from the system with a million objects alive, less what they hold without them:
# pymalloc's arenas, and malloc's heap with its mappings.
import ctypes
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


class Mallinfo2(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t)
        for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
    ]


mallinfo2 = ctypes.CDLL(None).mallinfo2
mallinfo2.restype = Mallinfo2


def held():
    out, into = os.pipe()
    stderr = os.dup(2)
    os.dup2(into, 2)
    sys._debugmallocstats()
    os.dup2(stderr, 2)
    os.close(into)
    text = os.read(out, 1 << 16).decode()
    arenas = re.search(r"# arenas allocated current\s+=\s+([\d,]+)", text)[1].replace(",", "")
    info = mallinfo2()
    return [int(arenas) << 20, info.arena + info.hblkhd]


path = os.path.join(HERE, "million_objects.py")
with open(path) as file:
    program = compile(file.read(), path, "exec")

if len(sys.argv) > 1:
    before = held()
    exec(program)
    print(json.dumps([b - a for a, b in zip(before, held())]))
else:
    kinds = {}
    exec(program, names := {})
    for kind in names["MAKE"]:
        env = {**os.environ, "PYTHONHASHSEED": "0"}
        output = subprocess.check_output([sys.executable, "-S", __file__, kind], env=env)
        kinds[kind] = dict(zip(("arenas", "malloc"), json.loads(output)))
    print(json.dumps({"version": sys.version.split()[0], "kinds": kinds}, indent=2))
