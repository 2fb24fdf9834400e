# Raising and catching.
def check(n):
    if n < 0:
        raise ValueError('negative')
    if n == 0:
        return 1 / n
    return [10, 20][n]


for n in (-1, 0, 1, 5):
    try:
        print(check(n))
    except ValueError as e:
        print('ValueError:', e)
    except (ZeroDivisionError, IndexError) as e:
        print(type(e).__name__, e)
    else:
        print('fine')
    finally:
        print('done', n)


class MyError(Exception):
    pass


try:
    raise MyError('mine', 1)
except MyError as e:
    print(e.args, e)
try:
    undefined_name
except NameError as e:
    print(e)
try:
    'a' + 1
except TypeError as e:
    print(e)
try:
    None.x
except AttributeError as e:
    print(e)
