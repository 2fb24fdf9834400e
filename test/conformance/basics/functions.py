# Functions: arguments, return, recursion, closures, lambda.
def add(a, b=10):
    return a + b


def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)


def make_adder(n):
    def adder(x):
        return x + n
    return adder


def nothing():
    pass


def many(*args, **kw):
    return args, kw


print(add(1), add(1, 2), add(b=5, a=1))
print(fact(10), nothing())
add5 = make_adder(5)
print(add5(1), add5(10))
print(many(1, 2, x=3), (lambda x: x * x)(4))
total = 0


def bump():
    global total
    total += 1


bump()
bump()
print(total, list(map(add5, [1, 2])))
