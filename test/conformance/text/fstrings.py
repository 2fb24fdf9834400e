# f-strings: nesting, conversions, specs, =, quoting, evaluation order.
name = 'World'; width = 12; precision = 3; value = 3.14159265; n = 255; d = {'key': 'v', 'n': 7}
print(f'Hello {name}! {name!r} {name!s} {name!a} {"é"!a} {name:>10}| {name:*^{width}}| {value:{width}.{precision}f}|')
print(f'{n:x} {n:#x} {n:b} {n:08b} {n:,} {n:e} {n:+} {n:>{width}} {n!r:>6} {n:c} {n:o}')
print(f'{name=} {name = } {n=:#x} {value=:.2f} {value = !r:>12} {d["key"]=} {1 + 2=} {len(name)=}')
print(f'{{}} {{{name}}} {{{{}}}} {"{}"} {"nested " + f"{name}"} {d["key"]} {d!r} {[x * 2 for x in range(3)]} {(lambda x: x + 1)(5)}')
print(f"{'single'} {'a' if n else 'b'} {n if n < 0 else -n} {name[1:3]} {name.upper()} {name!r:.3}", f'''{
    name
} multi''')
print(f'' == '', f'a' 'b' f'{n}', 'x' f'{name}' 'y', rf'\n{n}', f'\n{n}'.strip(), f'\x41{n}\u00e9', f'{n:{"x"}}', f'{n:{"<"}{8}}|')
order = []


def t(x):
    order.append(x)
    return x


f'{t(1)} {t(2)!r:{t(5)}} {t(3):>{t(4)}}'
print(order)


class Fmt:
    def __format__(self, spec):
        return f'<{spec}>'

    def __repr__(self):
        return 'REPR'

    def __str__(self):
        return 'STR'


x = Fmt()
print(f'{x} {x:abc} {x!r} {x!s:>5} {x:{{}}} {x!r:*^10}', format(x), format(x, 'z'), '{:q}'.format(x), '%s %r' % (x, x))
for bad in ("f'{n:q}'", "f'{name:d}'", "f'{undefined_name}'", "f'{[]:>5}'", "f'{None:5}'", "f'{n!x}'", "f'{}'", "f'{'", "f'}'", "f'{a b}'", "f'{n:{width:{n}}}'"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, '->', type(e).__name__, e)
print(f'{3:5}|{"a":5}|{True:5}|{True!s:5}|{1.5:5}|{None!s:6}|{1j:8}|{b"x"!r:6}|{[1]!s:5}|{"é€":4}|')
