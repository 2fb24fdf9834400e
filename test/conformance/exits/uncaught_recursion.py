# An uncaught RecursionError: the traceback folds the repeated lines.
import sys
depth = 0


def descend(n):
    global depth
    depth = n
    return descend(n + 1) + 1


def guarded():
    try:
        descend(0)
    except RecursionError as e:
        print('caught once:', e, depth > 900)


guarded()
sys.setrecursionlimit(200)
guarded_depth = depth
try:
    descend(0)
except RecursionError:
    print(depth < 200, guarded_depth > depth)
descend(0)
