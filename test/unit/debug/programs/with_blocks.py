class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return self.swallow


def use():
    with Manager(True) as m, Manager(False) as k:
        m.x = k
        raise ValueError
    with Manager(False):
        return 1


use()
with (
    Manager(True),
    Manager(True),
):
    1 / 0
for i in range(2):
    with Manager(False):
        if i:
            break
