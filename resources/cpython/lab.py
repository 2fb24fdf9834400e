"""Stand-in for the lab's own module, for running a scenario in a real CPython.

Put this folder on the module path:

    PYTHONPATH=resources/cpython python3.11 -S scenario.py

PYMEMLAB_PARAMETERS  JSON object with values for lab.param()
PYMEMLAB_LAB_LOG     file to which every call is appended, one JSON object per line

Without these variables nothing is imported, and the calls keep nothing: the heap of the program is disturbed as little as
possible.
"""

__all__ = ["mark", "snapshot", "param", "expect", "malloc", "free"]

_libc = None
_blocks = set()


def _environment():
    # The module os is large, and not there yet in a Python that was started with -S.
    try:
        from posix import environ
    except ImportError:
        from os import environ

        return environ.get("PYMEMLAB_PARAMETERS"), environ.get("PYMEMLAB_LAB_LOG")
    decode = lambda value: value and value.decode("utf-8", "surrogateescape")
    return decode(environ.get(b"PYMEMLAB_PARAMETERS")), decode(environ.get(b"PYMEMLAB_LAB_LOG"))


def _read_parameters(text):
    if not text:
        return {}
    import json

    return json.loads(text)


_text, _log_path = _environment()
_parameters = _read_parameters(_text)


def _log(**entry):
    import json

    with open(_log_path, "a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


def mark(name):
    """Sets a mark in the recording. Here: only in the log."""
    if not isinstance(name, str):
        raise TypeError(f"mark() argument must be str, not {type(name).__name__}")
    if _log_path:
        _log(call="mark", name=name)


def snapshot(name):
    """A mark that keeps figures by line and type. Here: only in the log."""
    if not isinstance(name, str):
        raise TypeError(f"snapshot() argument must be str, not {type(name).__name__}")
    if _log_path:
        _log(call="snapshot", name=name)


def param(name, default):
    """The value chosen for a parameter, with the type of its default."""
    value = _parameters.get(name, default)
    if type(default) is float and type(value) is int:
        value = float(value)
    if _log_path:
        _log(call="param", name=name, value=value)
    return value


def expect(condition, message=""):
    """Records whether a condition held, and gives its truth value. The script goes on either way."""
    passed = bool(condition)
    if _log_path:
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
