# An uncaught exception group: the last line of standard error belongs to the innermost frame of the tree.
def task(n):
    if n % 2:
        raise ValueError(f'task {n}')
    return n


def run(tasks):
    errors = []
    results = []
    for n in tasks:
        try:
            results.append(task(n))
        except ValueError as e:
            errors.append(e)
    print(results, len(errors))
    if errors:
        raise ExceptionGroup('some tasks failed', errors)


try:
    run([0, 2, 4])
    run([1, 2, 3])
except* KeyError:
    print('not this')
