# An uncaught exception with a cause: status 1, last line of standard error is the outermost one.
class AppError(Exception):
    def __str__(self): return 'application failed: ' + super().__str__()
def low(): return {}['missing']
def mid():
    try:
        low()
    except KeyError as e:
        raise ValueError('could not read') from e
def high():
    try:
        mid()
    except ValueError as e:
        raise AppError('stage 2') from e
print('start')
try:
    high()
except AppError as e:
    chain = []
    while e:
        chain.append(type(e).__name__)
        e = e.__cause__
    print(chain)
high()
