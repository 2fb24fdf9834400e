def decorate(cls):
    cls.mark = 1
    return cls


@decorate
class Base:
    """doc"""
    size = 3
    sizes = [size
             for size in range(2)]

    def __init__(self, v):
        self.v = v

    @property
    def twice(self):
        return self.v * 2

    @classmethod
    def make(cls):
        return cls(
            5)

    def __repr__(self):
        return f'B{self.v}'


class Derived(Base):
    def __init__(self):
        super().__init__(9)


b = Base.make()
print(b, b.twice, Derived().twice)
