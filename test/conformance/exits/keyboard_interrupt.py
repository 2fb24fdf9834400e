# KeyboardInterrupt raised by the program itself: no Exception handler sees it.
log = []


def work():
    for i in range(5):
        if i == 3:
            raise KeyboardInterrupt('stop')
        log.append(i)


try:
    work()
except Exception:
    print('never')
except BaseException as e:
    print(type(e).__name__, e, log, isinstance(e, Exception))
try:
    try:
        work()
    finally:
        print('cleanup', log)
except KeyboardInterrupt:
    print('caught')
print('the end is an assertion')
assert log == [], f'log has {len(log)} entries'
