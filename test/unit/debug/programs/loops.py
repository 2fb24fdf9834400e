total = 0
for i in range(3):
    if i % 2:
        continue
    total += i
else:
    total += 100
n = 3
while n:
    n -= 1
    if n == 1:
        break
else:
    n = 7
for a in range(2):
    for b in range(2):
        total += a * b
while True:
    n += 1
    if n > 4: break
while n: n -= 1
for _ in []:
    n = 1
print(total, n)
