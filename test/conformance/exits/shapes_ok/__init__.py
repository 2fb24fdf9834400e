value = 5
def helper(): return value + 1
