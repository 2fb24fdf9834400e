# Suggestions for names and attributes in tracebacks, and hints in messages.
import traceback, sys
class Thing:
    colour = 1; length = 2
    def __init__(self): self.position = 5; self._private = 1
    def compute_total(self): return 1
    def method(self):
        return poistion
some_long_variable = 1; counter = 5
def local_names():
    first_value = 1; second_value = 2
    return frist_value
def builtin_name(): return pritn('x')
def global_name(): return some_long_varable
def attribute(): return Thing().color
def instance_attr(): return Thing().positon
def method_attr(): return Thing().compute_totl()
def module_attr(): return sys.maxsise
def list_attr(): return [].apend(1)
def str_attr(): return 'x'.spilt()
def none_attr(): return None.foo
def no_match(): return completely_different_thing
def no_attr(): return Thing().zzzzzzzz
def missing_self(): return Thing().method()
def set_attr(): (1).real = 5
def import_name(): from sys import maxsise
def closure():
    captured_value = 1
    def inner(): captured_value; return captured_valeu
    return inner()
def module_missing_import(): return os.path
def stdlib_name(): return math.sqrt(2)
def key(): return {'abc': 1}['abd']
def short(): return Thing().x
def dunder(): return Thing().__lenght__
def cls_attr(): return Thing.compute_totla
def del_name():
    del undefned
def call_attr(): return int.from_byte(b'a')
def exc_attr(): return ValueError().arg
def kwarg(): sorted([], revers=True)
for f in (local_names, builtin_name, global_name, attribute, instance_attr, method_attr, module_attr, list_attr, str_attr, none_attr, no_match, no_attr, missing_self, set_attr, import_name, closure, module_missing_import, stdlib_name, key, short, dunder, cls_attr, del_name, call_attr, exc_attr, kwarg):
    try: f()
    except Exception as e: print(f.__name__, '|', ''.join(traceback.format_exception_only(e)).strip(), '|', e, '|', getattr(e, 'name', None), type(getattr(e, 'obj', None)).__name__)
