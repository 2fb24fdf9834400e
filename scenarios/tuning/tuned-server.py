# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "A server, tuned"
# topic = "tuning"
# summary = "Full collections that look at a large, permanent heap and find nothing: what thresholds and gc.freeze() do about them."
#
# [tool.pymemlab.parameters]
# requests = { title = "Requests", default = 12000, minimum = 100, maximum = 50000, step = 100 }
# modules = { title = "Objects made at start", default = 30000, minimum = 0, maximum = 300000, step = 1000 }
# threshold0 = { title = "Threshold of generation 0", default = 700, minimum = 100, maximum = 100000, step = 100 }
# threshold1 = { title = "Threshold of generation 1", default = 10, minimum = 1, maximum = 1000 }
# freeze = { title = "gc.freeze() after start", default = false }
# every = { title = "gc.collect() every n requests, 0: never", default = 0, minimum = 0, maximum = 10000 }
#
# [tool.pymemlab.settings]
# sample-interval = "100 us"
#
# [tool.pymemlab.budget]
# peak-traced = "7.5 MiB"
# final-traced = "650 KiB"
# leaked-objects = 0
# collections = 585
# longest-pause = "2 ms"
# ///
"""A service loads its code and data once, and then serves requests.

What it loaded stays for good, and every full collection walks over all of it. What the requests leave behind is young.
Three settings to play with: a higher threshold makes collections rarer (and lets more garbage wait), gc.freeze() moves
all that is there after start out of the collector's sight, and a collection by hand at a good moment replaces one at a bad
moment. Run it with different parameters and compare the recordings: pauses, collections, peak.
"""

import gc

import lab

REQUESTS = lab.param("requests", 12000)
MODULES = lab.param("modules", 30000)
THRESHOLDS = lab.param("threshold0", 700), lab.param("threshold1", 10), 10
FREEZE = lab.param("freeze", False)
EVERY = lab.param("every", 0)


class Route:
    """Stands for what modules are made of: functions, classes, configuration."""

    def __init__(self, number, parent):
        self.number = number
        self.parent = parent
        self.options = {"timeout": number % 30, "methods": ("GET", "POST")}


class Session:
    """Survives some requests, and then goes."""

    def __init__(self, user):
        self.user = user
        self.basket = []


class Request:
    """Refers to its response, and the response to its request: a cycle in every request."""

    def __init__(self, number, session):
        self.number = number
        self.session = session
        self.headers = {"host": "example.org", "cookie": f"user={session.user}"}
        self.response = Response(self)


class Response:
    def __init__(self, request):
        self.request = request
        self.parts = []

    def render(self):
        for i in range(24):
            self.parts.append([self.request.number, i])
        return len(self.parts)


class Meter:
    """What the collector does while requests are served."""

    def __init__(self):
        self.collections = [0, 0, 0]
        self.collected = [0, 0, 0]

    def __call__(self, phase, info):
        if phase == "stop":
            generation = info["generation"]
            self.collections[generation] += 1
            self.collected[generation] += info["collected"]


def start():
    root = Route(0, None)
    routes = [root]
    for number in range(1, MODULES // 2):
        routes.append(Route(number, routes[number // 8]))
    return routes


def serve(routes):
    sessions = {}
    sent = 0
    for number in range(REQUESTS):
        user = number * 31 % 200
        if number % 3000 == 2999:
            # Sessions that have timed out.
            sessions.clear()
        session = sessions.get(user)
        if session is None:
            session = sessions[user] = Session(user)
        # What the session keeps survives the request.
        session.basket += [number, []], [routes[number % len(routes)]]
        sent += Request(number, session).response.render()
        if EVERY and number % EVERY == EVERY - 1:
            gc.collect()
    return sent


def main():
    gc.set_threshold(*THRESHOLDS)
    lab.mark("start")
    routes = start()
    gc.collect()
    loaded = len(gc.get_objects())
    if FREEZE:
        gc.freeze()
    watched = len(gc.get_objects())
    print(f"{len(routes)} routes are loaded; the collector watches {'all' if watched == loaded else 'none'} of what is there now")

    # Counts start from zero here; what is frozen already is not looked at.
    gc.collect()
    meter = Meter()
    gc.callbacks.append(meter)
    lab.mark("requests")
    sent = serve(routes)
    gc.callbacks.remove(meter)
    lab.mark("the last request")

    print(f"{REQUESTS} requests served, {sent} parts sent, thresholds {gc.get_threshold()}")
    for generation in range(3):
        n, freed = meter.collections[generation], meter.collected[generation]
        print(f"   generation {generation}: {n:5} collections freed {freed:7} objects")
    waiting = gc.collect()
    print(f"   garbage that was still waiting: {waiting} objects")
    gc.unfreeze()
    lab.mark("the end")
    lab.expect(sum(meter.collected) + waiting > REQUESTS, "the garbage of every request is found, sooner or later")


main()
