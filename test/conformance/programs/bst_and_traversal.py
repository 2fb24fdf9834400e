# A binary search tree: insert, delete, in-order generators, height, breadth first.
class Tree:
    def __init__(self, key, left=None, right=None):
        self.key, self.left, self.right = key, left, right

    def insert(self, key):
        if key < self.key:
            if self.left:
                self.left.insert(key)
            else:
                self.left = Tree(key)
        elif key > self.key:
            if self.right:
                self.right.insert(key)
            else:
                self.right = Tree(key)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right

    def __contains__(self, key):
        node = self
        while node:
            if key == node.key:
                return True
            node = node.left if key < node.key else node.right
        return False

    def height(self):
        return 1 + max((c.height() for c in (self.left, self.right) if c), default=0)


def delete(node, key):
    if node is None:
        return None
    if key < node.key:
        node.left = delete(node.left, key)
    elif key > node.key:
        node.right = delete(node.right, key)
    elif node.left is None:
        return node.right
    elif node.right is None:
        return node.left
    else:
        succ = node.right
        while succ.left:
            succ = succ.left
        node.key = succ.key
        node.right = delete(node.right, succ.key)
    return node


def bfs(root):
    level = [root]
    while level:
        yield [n.key for n in level]
        level = [c for n in level for c in (n.left, n.right) if c]


root = Tree(50)
for k in (30, 70, 20, 40, 60, 80, 10, 45, 65, 85, 50):
    root.insert(k)
print(list(root), root.height(), 45 in root, 46 in root)
print(list(bfs(root)))
for k in (20, 70, 50, 99):
    root = delete(root, k)
    print(k, list(root), root.height())
x = 12345
big = Tree(x)
for _ in range(300):
    x = x * 1103515245 % 2 ** 31 % 10007
    big.insert(x)
keys = list(big)
print(len(keys), keys == sorted(keys), big.height() < 40, sum(keys))
