# Statuses that do not fit: sys.exit with a large number.
import sys
results = []
for code in (0, 1, 255, 256, -1, True, False, None, 'text', 1.5, [1], 10 ** 20):
    try:
        sys.exit(code)
    except SystemExit as e:
        results.append((e.code, type(e.code).__name__))
print(results)
try:
    exit_with = SystemExit(3)
    raise exit_with
except SystemExit as e:
    print(e is exit_with, e.code)
class Status(SystemExit):
    pass
try:
    raise Status(9)
except SystemExit as e:
    print(type(e).__name__, e.code)
print('leaving with 300')
sys.exit(300)
