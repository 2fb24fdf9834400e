# Raising, catching, chaining, finally and context managers.
class AppError(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        return kind is KeyError


def risky(i):
    if i % 3 == 0:
        raise AppError(i)
    if i % 3 == 1:
        return {}[i]
    return i


def nested(depth, i):
    if depth:
        return nested(depth - 1, i)
    return risky(i)


def main():
    total = 0
    for i in range(700000):
        try:
            with Guard():
                total += nested(3, i)
        except AppError as e:
            total += e.code
        finally:
            total += 1
        try:
            int('x' if i % 50 == 0 else '5')
        except ValueError as e:
            total += len(e.args)
    return total


print(main())
