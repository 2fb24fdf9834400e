# A singly linked list with iteration, insertion, reversal and removal.
class Node:
    __slots__ = ('value', 'next')

    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        self.size = 0
        for item in items:
            self.append(item)

    def append(self, value):
        node = Node(value)
        if self.head is None:
            self.head = node
        else:
            last = self.head
            while last.next:
                last = last.next
            last.next = node
        self.size += 1

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size

    def reverse(self):
        prev, node = None, self.head
        while node:
            node.next, prev, node = prev, node, node.next
        self.head = prev

    def remove(self, value):
        prev, node = None, self.head
        while node:
            if node.value == value:
                if prev:
                    prev.next = node.next
                else:
                    self.head = node.next
                self.size -= 1
                return True
            prev, node = node, node.next
        return False


l = LinkedList('hello')
print(list(l), len(l), 'h' in l, 'z' in l)
l.reverse()
print(''.join(l), l.remove('l'), l.remove('q'), ''.join(l), len(l))
print(max(l), sorted(l), [c.upper() for c in l], dict(zip(l, range(10))))
empty = LinkedList()
empty.reverse()
print(list(empty), bool(empty), empty.remove(1))
long = LinkedList(range(200))
print(sum(long), len(long))
