# zip and enumerate reuse their result tuple when nobody else holds it
l = [object(), object(), object()]
print(len({id(t) for t in zip(l, l)}), len({id(t) for t in enumerate(l)}))
print(len(set(map(id, zip(l, l)))), len(list(map(id, list(zip(l, l))))))
