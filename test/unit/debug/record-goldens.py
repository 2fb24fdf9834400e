"""Records where CPython 3.11 stops: `python3.11 -S record-goldens.py > goldens/stops.json`.

`lines` are the 'line' events of sys.settrace; the others are the stops of bdb when every stop is answered with the same command, or
with the commands of a pattern in turn.
"""
import bdb
import io
import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))


class Stepper(bdb.Bdb):
    def __init__(self, path, commands):
        super().__init__()
        self.path = path
        self.commands = commands
        self.stops = []

    def user_line(self, frame):
        if frame.f_code.co_filename != self.path:
            self.set_step()
            return
        command = self.commands[len(self.stops) % len(self.commands)]
        if command == 'out' and frame.f_code.co_name == '<module>':
            command = 'into'  # there is nothing to step out to
        self.stops.append(frame.f_lineno)
        if command == 'into':
            self.set_step()
        elif command == 'over':
            self.set_next(frame)
        else:
            self.set_return(frame)

    def user_return(self, frame, value):
        self.set_step()


def events(path, code):
    lines = []

    def trace(frame, event, arg):
        if frame.f_code.co_filename != path:
            return None
        if event == 'line':
            lines.append(frame.f_lineno)
        return trace

    sys.settrace(trace)
    try:
        exec(code, {'__name__': '__main__'})
    except Exception:
        pass
    finally:
        sys.settrace(None)
    return lines


def stops(path, code, commands):
    stepper = Stepper(path, commands)
    try:
        stepper.run(code, {'__name__': '__main__'})
    except Exception:
        pass
    return stepper.stops


PATTERNS = {'over': ['over'], 'mixed': ['into', 'over', 'into'], 'out': ['into', 'out']}
goldens = {}
out = sys.stdout
for name in sorted(os.listdir(os.path.join(here, 'programs'))):
    path = os.path.join(here, 'programs', name)
    with open(path) as f:
        code = compile(f.read(), path, 'exec')
    sys.stdout = io.StringIO()
    entry = {'lines': events(path, code)}
    for pattern, commands in PATTERNS.items():
        entry[pattern] = stops(path, code, commands)
    sys.stdout = out
    goldens[name] = entry
print(json.dumps(goldens, separators=(',', ':')).replace('},"', '},\n"').replace(',"', ',\n "'))
