# ExceptionGroup, except*, split, subgroup, derive, nesting, errors.
def run(exc):
    out = []
    try:
        try:
            raise exc
        except* ValueError as g: out.append(('V', repr(g), g.exceptions))
        except* (KeyError, TypeError) as g: out.append(('KT', repr(g), len(g.exceptions)))
        else: out.append('else')
        finally: out.append('finally')
    except BaseException as e: out.append(('rest', repr(e)))
    return out
for e in (ExceptionGroup('g', [ValueError(1), KeyError(2), OSError(3)]), ExceptionGroup('g', [ValueError(1), ExceptionGroup('n', [ValueError(2), TypeError(3)])]), ValueError('naked'), KeyError('naked'), OSError('other'), ExceptionGroup('all', [ValueError(1)]), BaseExceptionGroup('b', [KeyboardInterrupt(), ValueError(1)])):
    for line in run(e): print(line)
g = ExceptionGroup('msg', [ValueError('a'), TypeError('b'), ExceptionGroup('in', [ValueError('c')])])
print(repr(g), str(g), g.message, g.exceptions, g.args, g.split(ValueError), g.subgroup(TypeError), g.subgroup(OSError), g.subgroup(lambda e: str(e) == 'c'), g.split((TypeError, OSError))[1], g.derive([KeyError()]))
for f in (lambda: ExceptionGroup('m', []), lambda: ExceptionGroup('m', [5]), lambda: ExceptionGroup(5, [ValueError()]), lambda: ExceptionGroup('m', ValueError()), lambda: ExceptionGroup('m', [KeyboardInterrupt()]), lambda: ExceptionGroup('m'), lambda: g.split(5), lambda: BaseExceptionGroup('m', [ValueError()]), lambda: BaseExceptionGroup('m', [SystemExit()])):
    try:
        print(repr(f()), type(f()).__name__)
    except Exception as e:
        print(type(e).__name__, e)
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup('derived ' + self.message, excs)
m = MyGroup('mine', [ValueError(1), TypeError(2)]); print(m.split(ValueError), type(m.subgroup(TypeError)).__name__)
try:
    try: raise ExceptionGroup('x', [ValueError(1), TypeError(2)])
    except* ValueError: raise KeyError('from handler')
except BaseException as e: print(repr(e), e.message, [type(x).__name__ for x in e.exceptions])
try:
    try: raise ExceptionGroup('x', [ValueError(1), TypeError(2)])
    except* ValueError as eg: raise
except BaseException as e: print(repr(e))
for n in range(3):
    try:
        if n: raise ExceptionGroup('loop', [ValueError(n)])
    except* ValueError as eg: print('handled', eg.exceptions[0])
    else: print('nothing')
try:
    try: raise ValueError('plain')
    except* Exception as eg: print(type(eg).__name__, eg.message == '', eg.exceptions)
finally: print('done')
for src in ("try: pass\nexcept* ValueError: pass\nexcept KeyError: pass", "try: pass\nexcept*: pass", "for i in 'a':\n try: pass\n except* ValueError: continue", "def f():\n try: pass\n except* ValueError: return"):
    try: exec(src)
    except SyntaxError as e: print(e.msg)
try:
    try: raise ExceptionGroup('q', [ValueError()])
    except* ExceptionGroup: pass
except TypeError as e: print(e)
import traceback
try:
    try: raise ValueError('one')
    except ValueError as e: raise ExceptionGroup('grp', [e, TypeError('two'), ExceptionGroup('sub', [KeyError('three')])])
except ExceptionGroup as eg: print(traceback.format_exc())
