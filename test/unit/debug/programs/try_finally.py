def f(n):
    try:
        if n == 1:
            raise ValueError(n)
        if n == 2:
            return 'early'
        x = 1 // n
    except ValueError as e:
        x = e
    except ZeroDivisionError:
        x = 0
    else:
        x += 1
    finally:
        n += 10
        print(n)
    return x


for i in range(4):
    print(f(i))


def g():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            print('f', i)


g()
try:
    try:
        raise KeyError(1)
    finally:
        x = 1
except KeyError:
    x = 2
