class Own(Exception):
    pass


def deep(n):
    if n == 0:
        raise Own('deep')
    deep(n - 1)


try:
    deep(3)
except Own as e:
    print(e)
try:
    raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
except* ValueError as e:
    print(e)
except* TypeError:
    pass
try:
    try:
        int('x')
    except ValueError as e:
        raise Own from e
except Own as e:
    print(repr(e.__cause__))
