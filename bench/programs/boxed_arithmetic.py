# Integer and float arithmetic with boxed results.
def main():
    a = 1000
    f = 0.5
    acc = 0
    for i in range(8000000):
        a = (a * 31 + i) % 1000003
        if a & 1:
            acc += a
        else:
            f = f * 0.999 + a / 7.0
    return acc, round(f, 6)


print(main())
