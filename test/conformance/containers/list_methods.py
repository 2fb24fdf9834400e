# Every list method and slice assignment form.
l = [3, 1, 2]
l.append(5); l.extend((7, 8)); l.extend('ab'); l.insert(0, 'first'); l.insert(100, 'last'); l.insert(-1, 'mid'); print(l)
print(l.pop(), l.pop(0), l.pop(-2), l); l.remove('a'); print(l, l.index(5), l.count(3)); l.reverse(); print(l); l.clear(); print(l, l.copy())
l = list(range(10))
l[2:5] = ['x']; print(l); l[1:1] = [100, 200]; print(l); l[:2] = []; print(l); l[::2] = list('ABCD'); print(l); l[-3:] = (1,); print(l); l[5:2] = ['ins']; print(l)
del l[0]; del l[1:3]; print(l); del l[::2]; print(l); l[:] = iter('xyz'); print(l); l += 'q'; l *= 2; print(l); l[1:] = l; print(l)
a = [5, 2, 9, 1]; a.sort(); print(a); a.sort(reverse=True); print(a); a.sort(key=lambda v: v % 3); print(a); print(sorted(['b', 'A', 'c'], key=str.lower), sorted('hello', reverse=True))
print([1, 2] + [3], [0] * 3, 3 * ['a'], [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1, 'a'] == [1, 'a'], [1, 2] != [2, 1], 2 in [1, 2], [] in [[]])
m = [1, [2]]; m.append(m); print(m, m[2] is m, [[...], 1]); c = m[:]; c[1].append(3); print(m[1])
for op in ("[].pop()", "[1].pop(5)", "[1].remove(2)", "[1].index(2)", "[1, 2, 3].index(1, 1)", "[][0]", "[] + 1", "[] * 'a'", "[1] < ['a']", "[1, 'a'].sort()", "[].append()", "[].insert(1)", "[1].extend(5)", "[3, 1].sort(None)", "list(5)", "list(1, 2)", "[1, 2, 3].__setitem__(slice(0, 3, 2), [1])", "[1].__setitem__(slice(0, 1), 5)", "[].nope", "[1] @ [2]", "hash([])", "[].sort(key=5)", "[1, 2].sort(key=5)", "[1].__delitem__(3)", "[1].__setitem__(3, 1)"):
    try:
        print(op, eval(op))
    except Exception as e:
        print(op, '->', type(e).__name__, e)
s = [1, 2, 3, 4]
try:
    s.sort(key=lambda v: s.append(v) or -v)
except ValueError as e:
    print(e, s)
stable = sorted([(1, 'b'), (0, 'z'), (1, 'a'), (0, 'y')], key=lambda t: t[0]); print(stable)
print(list('abc'), list((1, 2)), list({'k': 1}), list(range(3)), [*range(2), *'ab'], [1, *[], 2], len([None] * 7), list(reversed([1, 2, 3])), [1, 2, 3].__contains__(2))
it = iter(s); next(it); s.append(99); print(list(it), it.__length_hint__())
