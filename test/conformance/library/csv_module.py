import csv, io, sys, gc
rows = [['name', 'qty', 'note'], ['pen', 3, 'blue, black'], ['ink "x"', 1.5, 'multi\nline'], ['', None, "it's"]]
o = io.StringIO(newline=''); w = csv.writer(o); print(w.writerow(rows[0])); w.writerows(rows[1:]); print(repr(o.getvalue()))
o.seek(0); print(list(csv.reader(o))); o.seek(0); r = csv.DictReader(o); print(r.fieldnames, list(r), r.line_num)
o = io.StringIO(); dw = csv.DictWriter(o, ['a', 'b'], restval='-', extrasaction='ignore', delimiter=';', quoting=csv.QUOTE_ALL, lineterminator='\n'); dw.writeheader(); dw.writerow({'a': 1, 'z': 3}); print(o.getvalue())
csv.register_dialect('pipes', delimiter='|', quotechar="'", skipinitialspace=True); print(list(csv.reader(["a| 'b|c'| d", "x|''|y"], 'pipes')), csv.list_dialects(), csv.get_dialect('pipes').delimiter, csv.Sniffer().sniff('a;b;c\n1;2;3\n').delimiter, csv.Sniffer().has_header('n,v\na,1\nb,2\n'))
print(list(csv.reader(['1,"2",3'], quoting=csv.QUOTE_NONNUMERIC)) if 0 else '', list(csv.reader(['1,"a",3'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(['a\\,b,c'], escapechar='\\')), csv.field_size_limit())
for f in (lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(['a,b']), lambda: list(csv.reader(['"abc'], strict=True)), lambda: csv.reader([], delimiter='ab'), lambda: list(csv.reader([1])), lambda: csv.get_dialect('none')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for t in (csv.Dialect.__mro__[0], type(csv.reader([])), type(csv.writer(io.StringIO())), csv.Error, csv.get_dialect('excel').__class__): print(t, sys.getsizeof(t), t.__basicsize__, gc.is_tracked(t))
d = csv.get_dialect('excel'); print(sys.getsizeof(d), sys.getrefcount(d), d.delimiter, d.quotechar, d.escapechar, repr(d.lineterminator), d.quoting, d.strict, d.doublequote, d.skipinitialspace, csv.reader([], d).dialect is d)
for kw in ({'delimiter': 1}, {'quotechar': 5}, {'lineterminator': 3}, {'quoting': 'x'}, {'quoting': 9}, {'quotechar': ''}, {'delimiter': ''}, {'x': 1}, {'escapechar': 'ab'}, {'quotechar': None, 'quoting': 1}, {'quotechar': None}):
    try: print(csv.reader([], **kw).dialect.quoting)
    except Exception as e: print(type(e).__name__, e)
for lines in (['a\rb'], ['a,b\r\n', '\n', 'c'], ['"a""b",c'], ['"a"b,c'], ['a"b,c'], ['"x\n', 'y",z'], ["a,'b,c'"], [''], ['a\n\n'], ['"a,b'], [',,'], ['\\"a,b']):
    for kw in ({}, {'strict': True}, {'escapechar': '\\'}, {'doublequote': False}, {'quotechar': "'"}, {'delimiter': '\t'}, {'quoting': csv.QUOTE_NONE}):
        try: print(lines, kw, list(csv.reader(lines, **kw)))
        except Exception as e: print(lines, kw, type(e).__name__, e)
for row in (['a', 'b c', 'd,e', 'f"g', 'h\ni', '', None, 1.5, True], [''], [None], [], 'abc', ['\\', "'"], [5, '5']):
    for kw in ({}, {'quoting': 1}, {'quoting': 2}, {'quoting': 3}, {'quoting': 3, 'escapechar': '\\'}, {'doublequote': False, 'escapechar': '\\'}, {'quotechar': "'", 'lineterminator': '!\n'}):
        o = io.StringIO()
        try: n = csv.writer(o, **kw).writerow(row); print(row, kw, n, repr(o.getvalue()))
        except Exception as e: print(row, kw, type(e).__name__, e)
csv.field_size_limit(3); print(csv.field_size_limit())
try: list(csv.reader(['abcd']))
except csv.Error as e: print(e)
csv.field_size_limit(131072)
csv.unregister_dialect('pipes')
try: csv.unregister_dialect('pipes')
except csv.Error as e: print(e)
gc.collect(); n = sys.getallocatedblocks(); rows = list(csv.reader(['a,b,c'] * 50)); print(sys.getallocatedblocks() - n, len(rows)); del rows; print(sys.getallocatedblocks() - n)
