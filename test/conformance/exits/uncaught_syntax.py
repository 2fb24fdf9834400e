# A syntax error in the main script: nothing runs, status 1.
print('this is never printed')
def fine():
    return 1
class Also:
    fine = True
def broken(x):
    if x > 1:
        return [1, 2
    return 3
print('nor this')
for i in range(3):
    fine()
a = 1
b = 2
