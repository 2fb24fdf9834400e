# Perfect binary trees of __slots__ instances, built and counted.
class Node:
    __slots__ = ('left', 'right')

    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


def main():
    total = 0
    long_lived = make(14)
    for depth in range(4, 15, 2):
        for _ in range(1 << (18 - depth)):
            total += count(make(depth))
    return total + count(long_lived)


print(main())
