# Counting words with dicts, sorting by two keys, grouping by length.
text = '''It was the best of times, it was the worst of times, it was the age of
wisdom, it was the age of foolishness, it was the epoch of belief, it was the
epoch of incredulity, it was the season of Light, it was the season of Darkness'''
counts = {}
for raw in text.split():
    word = raw.strip(',.').lower()
    counts[word] = counts.get(word, 0) + 1
for word, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:8]:
    print(f'{word:<10} {n:>3} {"*" * n}')
by_length = {}
for word in counts:
    by_length.setdefault(len(word), []).append(word)
for length in sorted(by_length):
    print(length, sorted(by_length[length]))
letters = {}
for ch in text:
    if ch.isalpha():
        letters[ch.lower()] = letters.get(ch.lower(), 0) + 1
top = sorted(letters, key=letters.get, reverse=True)[:5]
print(top, [letters[c] for c in top], sum(letters.values()))
lines = text.splitlines()
print(len(lines), [len(line) for line in lines], max(lines, key=len)[:20])
print({w: len(w) for w in sorted(set(counts)) if w.startswith('w')})
print(' '.join(w.capitalize() for w in text.split()[:6]), text.count('age'), text.index('Light'))
