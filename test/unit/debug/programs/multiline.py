x = 1
d = {
    'a': 1,
    'b': [
        x,
        2,
    ],
}
y = x if x \
    else 3
x = \
    x + 1
assert x, (
    'no')
s = ('a'
     'b')
z = (x and
     y and
     d)
if (x == 2
        and y == 1):
    t = f'{x}' \
        f'{y}'
def g(a=len(
        s),
      b=2):
    return a
print(g(
    1), t, z)
del x, y
w: int = 3
