# Complex numbers: arithmetic, repr, formatting, methods and errors.
z = 3 + 4j
w = complex(1, -2)
print(z, w, z + w, z - w, z * w, z / w, z ** 2, -z, +z, abs(z))
print(z.real, z.imag, z.conjugate(), z == 3 + 4j, z != w, hash(3 + 0j) == hash(3))
for v in (0j, 1j, -1j, 1 + 0j, -0.0 + 1j, complex(-0.0, -0.0), 1e20 + 1e-5j, complex('inf'), complex('nan+infj'), 1.5 - 2.25j):
    print(repr(v), str(v), bool(v))
for text in ('1+2j', ' 3j ', '-j', '(1-1j)', '1e3+2.5e-1j', 'infj'):
    print(repr(text), complex(text))
for args in (('1 + 2j',), ('',), ('abc',), ('1', 2), (1, '2')):
    try:
        print(complex(*args))
    except Exception as e:
        print(args, type(e).__name__, e)
for op in ('z < w', 'z // w', 'z % w', 'int(z)', 'float(z)', '1j / 0', 'divmod(z, w)', '0j ** -1'):
    try:
        print(eval(op))
    except Exception as e:
        print(op, type(e).__name__, e)
print(f'{z:.2f}', f'{z:>20}', f'{z:e}', f'{w:+.1f}', f'{z:g}')
print(complex(2), complex(2.5), complex(1j, 2j), complex(real=1, imag=2), 2 * z, z + 1.5, 1 - z)
print(z ** 0.5, 2 ** z, z ** -1, (1 + 0j) ** 0, 1j ** 1j)


class C:
    def __complex__(self):
        return 5 - 1j


print(complex(C()), sum([1j, 2, 3.5]))
