# sys.exit with a text: written to standard error, status 1.
import sys
print('before')
for code in (0, None, 5, 'x', (1,), True, 2.5):
    try:
        sys.exit(code)
    except SystemExit as e:
        print(repr(e.code), repr(e), e.args)
try:
    raise SystemExit
except SystemExit as e:
    print(e.code)
def inner():
    raise SystemExit('the last words')
def outer():
    try:
        inner()
    finally:
        print('cleanup')
outer()
