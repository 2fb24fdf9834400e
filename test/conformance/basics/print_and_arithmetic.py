# The smallest things: names, numbers, print.
x = 3
y = 4
print(x)
print(x + y, x - y, x * y)
print(x / y, x // y, x % y, x ** y)
z = x * 10 + y
print('z is', z)
print(z > 30, z == 34, not z)
print(-z, +z, ~z)
a = b = 7
print(a, b, a is b)
a, b = 1, 2
print(a, b)
print(1, 'two', 3.5, None, True, sep=', ', end='.\n')
print()
print(10 ** 20, 2 ** 0.5)
