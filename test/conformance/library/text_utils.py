# textwrap, string helpers, pprint, reprlib, difflib, shlex, keyword, fnmatch.
import textwrap, pprint, reprlib, keyword, fnmatch, shlex, difflib
text = 'The quick brown fox jumped over the lazy dog. A verylongwordthatdoesnotfit in   the line, well-hyphenated words too.'
print(textwrap.fill(text, 30)); print(textwrap.wrap(text, 20, break_long_words=False)); print(textwrap.wrap(text, 25, initial_indent='* ', subsequent_indent='  ')); print(textwrap.shorten(text, 40), textwrap.shorten(text, 20, placeholder='...'), textwrap.dedent('''
    a
      b
    c
'''), textwrap.indent('a\n\nb', '> '), textwrap.indent('a\n\nb', '> ', lambda l: True), textwrap.wrap('', 5), textwrap.fill('a b c d e f', 3, max_lines=2, placeholder='~'), textwrap.wrap('a-b-c', 2, break_on_hyphens=False))
try: textwrap.wrap('x', 0)
except ValueError as e: print(e)
data = {'name': 'x' * 30, 'list': list(range(30)), 'nested': {'a': [1, 2, {'b': ('t', 'u')}], 'set': {3, 1, 2}}, 'empty': [], 'z': None}
pprint.pprint(data); pprint.pprint(data, width=40, depth=2, compact=True, sort_dicts=False); print(pprint.pformat([['a' * 20] * 3] * 2, width=50)); print(pprint.pformat('long text ' * 12, width=40)); r = []; r.append(r); print(pprint.pformat(r)[:20], pprint.isreadable(data), pprint.isrecursive(r), pprint.saferepr({'b': 1, 'a': 2}))
print(reprlib.repr(list(range(100))), reprlib.repr('x' * 100), reprlib.repr({i: i for i in range(10)}), reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr(10 ** 100))
class R:
    @reprlib.recursive_repr('<...>')
    def __repr__(self): return f'R({self.x})'
o = R(); o.x = [o]; print(o)
print(keyword.iskeyword('for'), keyword.iskeyword('match'), keyword.softkwlist, len(keyword.kwlist), fnmatch.fnmatch('a.py', '*.py'), fnmatch.filter(['a.py', 'b.txt', 'c.py'], '*.py'), fnmatch.fnmatchcase('abc', 'a[bx]?'), fnmatch.translate('*.py'))
print(shlex.split('a "b c" d\\ e \'f g\' # x', comments=True), shlex.quote("it's"), shlex.join(['a b', 'c'])); 
try: shlex.split('"open')
except ValueError as e: print(e)
print('\n'.join(difflib.unified_diff(['a', 'b', 'c'], ['a', 'x', 'c'], 'f1', 'f2', lineterm='')), difflib.get_close_matches('appel', ['ape', 'apple', 'peach']), round(difflib.SequenceMatcher(None, 'abcd', 'bcde').ratio(), 3), list(difflib.ndiff(['one'], ['ore'])))
