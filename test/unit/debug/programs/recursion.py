def fact(n):
    if n < 2: return 1
    return n * fact(n - 1)


def even(n):
    return True if n == 0 \
        else odd(n - 1)


def odd(n):
    if n == 0:
        return False
    return even(n - 1)


def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fact(5), even(4),
      odd(3))
print(fib(4))
