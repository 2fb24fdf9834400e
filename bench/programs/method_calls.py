# Attribute reads and writes, methods, properties, inheritance and super.
class Base:
    def __init__(self, x):
        self.x = x

    def step(self, n):
        self.x += n
        return self.x

    @property
    def double(self):
        return self.x * 2


class Derived(Base):
    factor = 3

    def __init__(self, x):
        super().__init__(x)
        self.calls = 0

    def step(self, n):
        self.calls += 1
        return super().step(n % self.factor)


def main():
    total = 0
    objects = [Base(1), Derived(2), Base(3), Derived(4)]
    for i in range(3200000):
        o = objects[i & 3]
        total += o.step(i)
        total += o.double - o.x
    return total % 1000003


print(main())
