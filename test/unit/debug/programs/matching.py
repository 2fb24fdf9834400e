def kind(x):
    match x:
        case 0:
            return 'zero'
        case [a, b]:
            return a
        case {'k': v, **rest}:
            return v
        case str() as s if s:
            return s
        case int(n):
            return n
        case _:
            return None


for x in [0, [1, 2], {'k': 3, 'l': 4}, 'text', '', 5, None]:
    print(kind(x))
