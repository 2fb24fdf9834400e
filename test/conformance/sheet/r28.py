# resurrection: __del__ runs once only
class D:
    def __del__(s):
        global keep
        print('del'); keep = s
d = D(); del d
print('kept', keep.__class__.__name__)
del keep
print('gone', 'keep' in globals())
