"""Stand-in for the lab's own module, for running a scenario in a real CPython.

Put this folder on the module path:

    PYTHONPATH=resources/cpython python3.11 -S scenario.py

PYMEMLAB_PARAMETERS  JSON object with values for lab.param()
PYMEMLAB_LAB_LOG     file to which every call is appended, one JSON object per line

Nothing is imported until it is needed, so that importing this module disturbs the heap as little as it can.
"""

__all__ = ["mark", "snapshot", "param", "expect", "malloc", "free"]

_parameters = None
_log_path = None
_libc = None
_blocks = set()


def _setup():
    global _parameters, _log_path
    import json
    import os

    _parameters = json.loads(os.environ.get("PYMEMLAB_PARAMETERS") or "{}")
    _log_path = os.environ.get("PYMEMLAB_LAB_LOG") or ""


def _log(**entry):
    if _log_path is None:
        _setup()
    if _log_path:
        import json

        with open(_log_path, "a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")


def mark(name):
    """Sets a mark in the recording. Here: only in the log."""
    if not isinstance(name, str):
        raise TypeError(f"mark() argument must be str, not {type(name).__name__}")
    _log(call="mark", name=name)


def snapshot(name):
    """A mark that keeps figures by line and type. Here: only in the log."""
    if not isinstance(name, str):
        raise TypeError(f"snapshot() argument must be str, not {type(name).__name__}")
    _log(call="snapshot", name=name)


def param(name, default):
    """The value chosen for a parameter, with the type of its default."""
    if _parameters is None:
        _setup()
    value = _parameters.get(name, default)
    if type(default) is float and type(value) is int:
        value = float(value)
    _log(call="param", name=name, value=value)
    return value


def expect(condition, message=""):
    """Records whether a condition held, and gives its truth value. The script goes on either way."""
    passed = bool(condition)
    _log(call="expect", passed=passed, message=message)
    return passed


def _c_library():
    global _libc
    if _libc is None:
        import ctypes
        import os

        _libc = ctypes.cdll.msvcrt if os.name == "nt" else ctypes.CDLL(None)
        _libc.malloc.argtypes = [ctypes.c_size_t]
        _libc.malloc.restype = ctypes.c_void_p
        _libc.free.argtypes = [ctypes.c_void_p]
        _libc.free.restype = None
    return _libc


def malloc(n):
    """Allocates n bytes with the system's malloc and gives their address."""
    if n < 0:
        raise ValueError("malloc() argument must not be negative")
    address = _c_library().malloc(n)
    if address is None:
        raise MemoryError
    _blocks.add(address)
    return address


def free(address):
    """Gives back what malloc() gave."""
    if address not in _blocks:
        raise ValueError("not a block of malloc(), or freed already")
    _blocks.remove(address)
    _c_library().free(address)
