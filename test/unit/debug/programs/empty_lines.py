# a comment first


def f():
    # only a comment

    pass


def g(): pass


def h():
    """Doc."""


f()

g()
h()
if False:
    x = 1
elif 0:
    x = 2
while 0:
    x = 3
