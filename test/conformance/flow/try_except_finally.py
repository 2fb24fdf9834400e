# try in all its shapes: else, finally, nested, return and break through finally, bare except, re-raise.
log = []
def f(n):
    try:
        log.append('try')
        if n == 0: return 'returned'
        if n == 1: raise ValueError('v')
        if n == 2: raise KeyError('k')
        if n == 3: 1 / 0
    except ValueError as e:
        log.append(f'except {e}'); return 'from except'
    except (KeyError, IndexError) as e:
        log.append(repr(e))
    else:
        log.append('else')
    finally:
        log.append('finally')
    return 'end'
for n in range(5):
    log.clear()
    try:
        print(n, f(n), log)
    except ZeroDivisionError as e:
        print(n, 'escaped', e, log)
def override():
    try: return 1
    finally: return 2
def swallow():
    while True:
        try: raise ValueError
        finally: break
    return 'swallowed'
def cont():
    out = []
    for i in range(4):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally: out.append(f'f{i}')
    else: out.append('no break')
    return out
print(override(), swallow(), cont())
def nested():
    try:
        try:
            try: raise KeyError('inner')
            finally: log.append('f1')
        except KeyError as e:
            log.append('caught'); raise TypeError('outer') from e
        finally: log.append('f2')
    except TypeError as e:
        return repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__
log.clear(); print(nested(), log)
def reraise():
    try:
        try: raise IndexError('again')
        except IndexError: raise
    except LookupError as e: return type(e).__name__, str(e)
print(reraise())
try:
    raise
except RuntimeError as e:
    print(e)
for bad in ("raise 5", "raise int", "raise None", "raise ValueError from 5", "raise ValueError('x') from KeyError", "raise ValueError('y') from None", "raise ValueError, 'x'" if 0 else "raise type('E', (Exception,), {})('dyn')", "raise BaseException('base')", "assert 0", "assert 0, 'msg'", "assert (0, 'tuple')[0], ['list']", "assert 1, 1/0"):
    try:
        exec(bad); print(bad, 'fine')
    except BaseException as e:
        print(bad, '->', type(e).__name__, e, repr(e.__cause__), e.__suppress_context__)
try:
    try: raise ValueError('a')
    except 5: pass
except TypeError as e:
    print(e)
try:
    try: raise ValueError('a')
    except (KeyError, 'x'): pass
except TypeError as e:
    print(e)
def gen():
    try: yield 1
    finally: log.append('gen finally')
log.clear()
for v in gen(): break
print(log)
def deep(n):
    try:
        if n: return deep(n - 1)
        raise ValueError('bottom')
    finally: log.append(n)
log.clear()
try: deep(3)
except ValueError: print(log)
for i in range(3):
    try:
        if i == 1: raise ValueError
    except ValueError: print('exc', i); continue
    else: print('ok', i)
    finally: print('fin', i)
e = 'outer'
try: raise ValueError
except ValueError as e: pass
print('e' in globals())
try:
    pass
finally:
    print('plain finally')
def ret_order():
    x = 1
    try: return x
    finally: x = 2
print(ret_order(), (lambda: [1 for _ in range(1) if not print('in lambda')])())
