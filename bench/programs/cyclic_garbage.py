# Cycles of instances, dropped at once: the automatic collections find them.
class Node:
    def __init__(self, value):
        self.value = value
        self.next = None
        self.prev = None


def ring(n):
    first = last = Node(0)
    for i in range(1, n):
        node = Node(i)
        last.next = node
        node.prev = last
        last = node
    last.next = first
    first.prev = last
    return first


def main():
    total = 0
    for i in range(400000):
        r = ring(8)
        total += r.prev.value
        box = [r]
        box.append(box)
    return total


print(main())
