# The string module: constants, Template, Formatter, capwords.
import string
print(string.ascii_lowercase, string.ascii_uppercase, string.ascii_letters == string.ascii_lowercase + string.ascii_uppercase)
print(string.digits, string.hexdigits, string.octdigits, repr(string.whitespace), string.punctuation, len(string.printable))
t = string.Template('$who owes ${amount} dollars, $$5 more')
print(t.substitute(who='Ann', amount=10), t.safe_substitute(who='Bob'), t.template)
for args in ({}, {'who': 1}):
    try:
        t.substitute(args)
    except KeyError as e:
        print('KeyError', e)
try:
    string.Template('a $ b').substitute()
except ValueError as e:
    print(e)
print(t.is_valid(), string.Template('$').is_valid(), t.get_identifiers())
print(string.capwords('hello  wORLD foo'), string.capwords('a-b-c', '-'))
f = string.Formatter()
print(f.format('{0} {x!r} {1:>5}', 1, 'a', x='y'), list(f.parse('a{0!r:>{w}}b{c}')), f.vformat('{} {k}', (5,), {'k': 6}))


class Upper(string.Formatter):
    def get_value(self, key, args, kwargs):
        if isinstance(key, str):
            return kwargs.get(key, key.upper())
        return super().get_value(key, args, kwargs)

    def convert_field(self, value, conversion):
        if conversion == 'u':
            return str(value).upper()
        return super().convert_field(value, conversion)


print(Upper().format('{hello} {0!u} {x}', 'abc', x=3))


class My(string.Template):
    delimiter = '%'
    idpattern = '[a-z]+'


print(My('%a and %% and %{b}').substitute(a=1, b=2))
