# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "A leaking cache and its cures"
# topic = "caches"
# summary = "A dict used as a cache never forgets; lru_cache and WeakValueDictionary do. The collector can help with none of it."
#
# [tool.pymemlab.parameters]
# requests = { title = "Requests in each part", default = 6000, minimum = 500, maximum = 100000, step = 500 }
# users = { title = "Different users", default = 3000, minimum = 10, maximum = 100000, step = 10 }
# size = { title = "Entries that lru_cache keeps", default = 128, minimum = 1, maximum = 10000 }
#
# [tool.pymemlab.settings]
# sample-interval = "50 us"
#
# [tool.pymemlab.budget]
# peak-traced = "4 MiB"
# final-traced = "3 MiB"
# leaked-objects = 0
# collections = 25
# longest-pause = "2 ms"
# ///
"""The commonest leak in a Python service is no leak at all: everything is still referred to.

A module-level dict remembers a profile for each user who ever came by. Nothing is unreachable, so there is nothing for the
collector to find; memory grows with the number of users. The cures limit the number of entries (lru_cache), or tie an
entry's life to the users of the value (WeakValueDictionary).
"""

import gc
import tracemalloc
import weakref
from functools import lru_cache

import lab

REQUESTS = lab.param("requests", 6000)
USERS = lab.param("users", 3000)
SIZE = lab.param("size", 128)


class Profile:
    """What a request needs to know about a user. Some work to make, hence the wish to keep it."""

    def __init__(self, user):
        self.user = user
        self.settings = [f"{name} of user {user}" for name in ("language", "theme", "zone")]


def users():
    """Most requests come from a few regulars, the others from somebody new. The same sequence in each part."""
    state = 12345
    for i in range(REQUESTS):
        state = (state * 1103515245 + 12345) % 2**31
        yield state % 40 if state % 3 else (i * USERS) // REQUESTS


# --- the leak ---------------------------------------------------------------------------------------------------------

_profiles = {}


def profile_dict(user):
    if user not in _profiles:
        _profiles[user] = Profile(user)
    return _profiles[user]


# --- a limit on the number of entries ---------------------------------------------------------------------------------


@lru_cache(maxsize=SIZE)
def profile_lru(user):
    return Profile(user)


# --- entries that live as long as somebody else needs them ------------------------------------------------------------

_alive = weakref.WeakValueDictionary()


def profile_weak(user):
    found = _alive.get(user)
    if found is None:
        found = _alive[user] = Profile(user)
    return found


def serve(profile):
    """Answers the requests; the last 20 answers are still being sent, and keep their profiles."""
    sending = [None] * 20
    before = tracemalloc.get_traced_memory()[0]
    half = 0
    for i, user in enumerate(users()):
        sending[i % 20] = profile(user)
        if i == REQUESTS // 2:
            half = tracemalloc.get_traced_memory()[0] - before
    sending.clear()
    return half, tracemalloc.get_traced_memory()[0] - before


def measure(name, profile, entries):
    gc.collect()
    lab.mark(name)
    half, end = serve(profile)
    verdict = "grows" if end > half * 1.3 else "steady"
    print(f"{name:22} {half / 1024:8.1f} KiB  {end / 1024:8.1f} KiB  {entries():6} entries  {verdict}")


def main():
    gc.collect()
    tracemalloc.start()
    print(f"{REQUESTS} requests            after half      at the end")
    measure("dict", profile_dict, lambda: len(_profiles))
    lab.snapshot("the leak is full")
    lab.expect(len(_profiles) == len(set(users())), "the dict keeps every user who ever came by")
    found = gc.collect()
    print(f"   the collector frees {found} objects: all of them can be reached")
    # Emptying the cache shows that it was the cache.
    _profiles.clear()
    measure(f"lru_cache({SIZE})", profile_lru, lambda: profile_lru.cache_info().currsize)
    info = profile_lru.cache_info()
    print(f"   {100 * info.hits / (info.hits + info.misses):.0f} % of the requests found their profile in the cache")
    lab.expect(info.currsize <= SIZE, "lru_cache keeps its limit")
    profile_lru.cache_clear()
    measure("WeakValueDictionary", profile_weak, lambda: len(_alive))
    tracemalloc.stop()
    lab.mark("the end")
    lab.expect(len(_alive) == 0, "weak entries go with their users")


main()
