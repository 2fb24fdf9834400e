# Classes: attributes, methods, inheritance, special methods.
class Animal:
    kind = 'animal'

    def __init__(self, name):
        self.name = name

    def speak(self):
        return '...'

    def __repr__(self):
        return f'{type(self).__name__}({self.name})'


class Dog(Animal):
    def speak(self):
        return 'Woof, says ' + self.name


class Cat(Animal):
    kind = 'cat'

    def speak(self):
        return super().speak() + ' meow'


d = Dog('rex')
c = Cat('tom')
print(d, c, [d, c])
print(d.speak(), c.speak(), d.kind, c.kind)
d.age = 5
print(d.age, isinstance(d, Animal), isinstance(d, Cat), issubclass(Dog, Animal))
for pet in (d, c):
    print(pet.name, pet.speak())
print(Dog.__name__, Dog.__mro__[1].__name__, d.__dict__)
