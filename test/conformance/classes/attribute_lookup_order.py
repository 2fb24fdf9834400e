# Where an attribute comes from: instance, class, descriptors, metaclass, __getattr__, __slots__.
class Meta(type):
    on_meta = 'meta'

    @property
    def meta_property(cls):
        return f'property of {cls.__name__}'

    def __getattr__(cls, name):
        return f'meta getattr {name}'


class Data:
    def __init__(self, value):
        self.value = value

    def __get__(self, obj, owner):
        return f'data {self.value} {obj is None}'

    def __set__(self, obj, value):
        self.value = value


class NonData:
    def __get__(self, obj, owner):
        return f'nondata {owner.__name__}'


class Base(metaclass=Meta):
    shared = 'base'
    only_base = 'only base'
    data = Data('d')
    nondata = NonData()


class Child(Base):
    shared = 'child'

    def __init__(self):
        self.own = 'instance'
        self.__dict__['data'] = 'hidden by the data descriptor'
        self.__dict__['nondata'] = 'shadows the non-data descriptor'

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return f'instance getattr {name}'


c = Child()
for name in ('own', 'shared', 'only_base', 'data', 'nondata', 'missing', 'on_meta', 'meta_property'):
    print(name, '|', getattr(c, name), '|', getattr(Child, name), '|', getattr(Base, name))
c.shared = 'instance wins'
print(c.shared, Child.shared, Base.shared)
del c.shared
print(c.shared)
del Child.shared
print(c.shared, Child.shared)
Base.shared = 'changed'
print(c.shared)
c.data = 'new'
print(c.data, c.__dict__['data'], Base.__dict__['data'].value)
Base.late = 'added later'
print(c.late, 'late' in dir(c), hasattr(c, '_private'), hasattr(c, 'anything'))
Base.nondata = 'replaced in class'
print(c.nondata, Child.nondata)
del c.__dict__['nondata']
print(c.nondata)


class Counter:
    hits = 0

    def __getattribute__(self, name):
        if name != 'hits' and not name.startswith('__'):
            Counter.hits += 1
        return super().__getattribute__(name)

    def method(self):
        return 'method'


k = Counter()
k.x = 1
print(k.x, k.method(), k.method(), Counter.hits, k.__class__.__name__)
try:
    k.nothing
except AttributeError as e:
    print(e, Counter.hits)
print(type(c).__getattr__(c, 'direct'), object.__getattribute__(c, 'own'), type.__getattribute__(Child, 'only_base'), vars(c).keys())
try:
    object.__getattribute__(c, 'missing')
except AttributeError as e:
    print(e)
