class Node:
    def __init__(self, key):
        self.key = key
        self.children = []
root = Node(0)
for k in range(400):
    n = Node(str(k) * (k % 7))
    n.children.append(root)
    root.children.append(n)
d = {k: (k, [k] * (k % 50)) for k in range(600)}
for k in range(0, 600, 3):
    del d[k]
text = "".join(str(k) for k in range(300))
root.children.clear()
