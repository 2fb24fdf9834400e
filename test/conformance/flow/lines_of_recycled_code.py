# Code objects come and go at the same addresses; the lines of tracebacks are always those of the code that ran.
for k in range(6):
    source = '\n' * k + 'def f():\n' + '\n' * k + '    1 / 0\nf()\n'
    try:
        exec(compile(source, 'x', 'exec'))
    except ZeroDivisionError as e:
        tb = e.__traceback__
        lines = []
        while tb:
            lines.append(tb.tb_lineno)
            tb = tb.tb_next
        print(lines)
