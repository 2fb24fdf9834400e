# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Exceptions keep frames alive"
# topic = "functions"
# summary = "A stored exception has its traceback, the traceback its frames, the frames their locals: all of the data at hand when it was raised."
#
# [tool.pymemlab.parameters]
# jobs = { title = "Jobs", default = 900, minimum = 10, maximum = 5000, step = 10 }
# kib = { title = "Data of a job in KiB", default = 32, minimum = 1, maximum = 512 }
#
# [tool.pymemlab.settings]
# sample-interval = "20 us"
#
# [tool.pymemlab.budget]
# peak-traced = "15 MiB"
# final-traced = "3.5 MiB"
# leaked-objects = 0
# collections = 35
# longest-pause = "2 ms"
# ///
"""Every third job fails, and the program keeps a list of what went wrong.

An exception that is only caught leaves nothing behind: Python deletes the name after the except block, and that is why. An
exception that is stored keeps its traceback, and through it every frame it passed, with all of their local variables.
Below: the same list of errors, kept in five ways, the first of which is not at all.
"""

import gc
import tracemalloc
import traceback

import lab

JOBS = lab.param("jobs", 900)
SIZE = lab.param("kib", 32) * 1024


class JobError(Exception):
    pass


def load(number):
    return bytearray(SIZE)


def check(number, data):
    if number % 3 == 0:
        raise JobError(f"job {number} has failed")
    return len(data)


def job(number):
    # `data` is a local of this frame. If check() raises, the traceback has an entry for this frame.
    data = load(number)
    return check(number, data)


def keep_nothing(errors, e):
    pass


def keep_exception(errors, e):
    errors.append(e)


def keep_text(errors, e):
    errors.append(f"{type(e).__name__}: {e}")


def keep_without_traceback(errors, e):
    errors.append(e.with_traceback(None))


def keep_cleared_frames(errors, e):
    # The traceback stays readable, with its lines; the locals of finished frames are dropped.
    traceback.clear_frames(e.__traceback__)
    errors.append(e)


def run(keep):
    gc.collect()
    lab.mark(keep.__name__)
    errors = []
    before = tracemalloc.get_traced_memory()[0]
    for number in range(JOBS):
        try:
            job(number)
        except JobError as e:
            keep(errors, e)
    kept = tracemalloc.get_traced_memory()[0] - before
    failed = (JOBS + 2) // 3
    print(f"   {keep.__name__:24} {kept / failed / 1024:9.1f} KiB per error")
    return kept


def chain():
    print()
    print("An exception raised while another one is handled keeps that one too, as its context")
    try:
        try:
            job(0)
        except JobError as e:
            raise RuntimeError("clean-up has failed") from e
    except RuntimeError as e:
        names = []
        while e is not None:
            names.append(type(e).__name__)
            e = e.__cause__ or e.__context__
    print("  ", " <- ".join(names))


def own_frame():
    print()
    print("An exception stored in a local of its own frame is a cycle: frame, exception, traceback, frame")
    gc.collect()
    gc.disable()

    def attempt():
        data = load(0)
        error = None
        try:
            check(0, data)
        except JobError as e:
            error = e
        return str(error)

    before = tracemalloc.get_traced_memory()[0]
    for _ in range(20):
        attempt()
    left = tracemalloc.get_traced_memory()[0] - before
    print(f"   20 calls leave {left // SIZE} blocks of data behind; gc.collect() finds the cycles: {gc.collect() >= 60}")

    def attempt_with_care():
        data = load(0)
        error = None
        try:
            check(0, data)
        except JobError as e:
            error = e
        try:
            return str(error)
        finally:
            del error

    before = tracemalloc.get_traced_memory()[0]
    for _ in range(20):
        attempt_with_care()
    left = tracemalloc.get_traced_memory()[0] - before
    print(f"   with `del error` in a finally block: {left // SIZE} blocks, {gc.collect()} objects")
    gc.enable()


def main():
    gc.collect()
    tracemalloc.start()
    print(f"{JOBS} jobs with {SIZE // 1024} KiB of data each, every third fails")
    run(keep_nothing)
    heavy = run(keep_exception)
    light = run(keep_text)
    for keep in (keep_without_traceback, keep_cleared_frames):
        run(keep)
    lab.expect(light < heavy / 10, "the text of an error is small, its exception is not")
    chain()
    lab.mark("cycles")
    own_frame()
    tracemalloc.stop()
    lab.mark("the end")


main()
