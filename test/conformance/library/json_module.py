# json: dumps with all options, loads, errors with positions, custom encoders and hooks.
import json
data = {'s': 'text "q" \\ \n é € 😀', 'i': 42, 'f': 3.5, 't': True, 'n': None, 'l': [1, [2, []], {}], 'd': {'k': 'v'}, 'big': 10 ** 30, 'neg': -0.0, 'e': 1e100}
print(json.dumps(data)); print(json.dumps(data, ensure_ascii=False)); print(json.dumps(data, indent=2, sort_keys=True)); print(json.dumps(data, separators=(',', ':'))); print(json.dumps([1, 2], indent='\t'), json.dumps([], indent=2), json.dumps({}, indent=2), json.dumps('x'), json.dumps(None), json.dumps((1, 2)), json.dumps({1: 'a', None: 'b', True: 'c', 1.5: 'd'}), json.dumps([float('inf'), float('-inf'), float('nan')]), json.dumps('\x00\x1f\x7f\u2028'), json.dumps([1, 2], indent=0))
print(json.loads(json.dumps(data)) == data, json.loads('[1, 2.0, -3e2, true, null, "\\u00e9\\ud83d\\ude00\\n"]'), json.loads(' {"a" : {"b" : [ ] } } '), json.loads(b'"bytes"'), json.loads('NaN'), json.loads('-Infinity'), json.loads('1E5'), json.loads('"\\/"'), json.loads('{"a":1,"a":2}'), json.loads('123456789012345678901234567890'))
for bad in ('', '{', '[1,', '{"a"}', '{"a":}', "{'a':1}", '[1 2]', 'tru', '01', '"abc', '"\\x"', '1.', '[1]]', '{"a":1,}', '[,]', '\t\n x', '"\n"', '"\\u12"', 'nul', '-', '{1:2}', '[1,]'):
    try: print(bad, json.loads(bad))
    except json.JSONDecodeError as e: print(repr(bad), e, e.msg, e.pos, e.lineno, e.colno)
for call in ("json.dumps({1, 2})", "json.dumps(object)", "json.dumps({(1, 2): 3})", "json.dumps(1j)", "json.dumps(float('nan'), allow_nan=False)", "json.loads(5)", "json.dumps({(1,): 1}, skipkeys=True)", "json.dumps(b'x')", "json.loads(None)"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set): return sorted(o)
        if isinstance(o, complex): return {'re': o.real, 'im': o.imag}
        return super().default(o)
print(json.dumps({'s': {3, 1}, 'c': 1j}, cls=Enc), json.dumps([{1}], default=list), json.loads('{"a": {"b": 1}}', object_hook=lambda d: list(d.items())), json.loads('{"b":1,"a":2}', object_pairs_hook=lambda p: [k for k, v in p]), json.loads('[1.5, 2]', parse_float=str, parse_int=float), json.loads('[NaN]', parse_constant=lambda c: 'const ' + c), json.JSONDecoder().raw_decode('[1] tail'), list(json.JSONEncoder().iterencode([1, {'a': 'b'}])))
import io; f = io.StringIO(); json.dump({'x': [1]}, f, indent=1); print(f.getvalue()); f.seek(0); print(json.load(f))
class IntSub(int): pass
class StrSub(str): pass
import enum
class E(enum.IntEnum): A = 1
print(json.dumps([IntSub(5), StrSub('s'), E.A, True, type('D', (dict,), {})(a=1), type('L', (list,), {})([1])]), json.dumps({'b': 1, 'a': {'d': 1, 'c': 2}}, sort_keys=True))
