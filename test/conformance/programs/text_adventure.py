"""Text adventure as a state machine driven by a script of commands."""
import enum, sys, textwrap, cmd, io, shlex, random
from collections import defaultdict, deque, Counter, ChainMap

class Direction(enum.Enum):
    NORTH = (0, 1); SOUTH = (0, -1); EAST = (1, 0); WEST = (-1, 0)
    @property
    def opposite(self): return Direction((-self.value[0], -self.value[1]))
    @classmethod
    def parse(cls, text):
        for d in cls:
            if d.name.lower().startswith(text): return d
        raise ValueError(f'no direction {text!r}')

class State(enum.Enum):
    PLAYING = enum.auto(); WON = enum.auto(); DEAD = enum.auto()

class Room:
    registry = {}
    def __init__(self, name, text, items=()):
        self.name, self.text, self.items, self.exits = name, text, set(items), {}
        Room.registry[name] = self
    def connect(self, d, other):
        self.exits[d] = other; other.exits[d.opposite] = self
    def __repr__(self): return f'<Room {self.name} {sorted(d.name for d in self.exits)}>'
    def describe(self):
        out = [textwrap.fill(self.text, 40, initial_indent='  ', subsequent_indent='  ')]
        if self.items: out.append('You see: ' + ', '.join(sorted(self.items)))
        out.append('Exits: ' + ', '.join(sorted(d.name.title() for d in self.exits)))
        return '\n'.join(out)

hall = Room('hall', 'A long dusty hall with portraits of people who look exactly like you, only older and sadder.', ['lamp'])
cellar = Room('cellar', 'Dark. Something breathes.', ['gold', 'bone'])
garden = Room('garden', 'An overgrown garden under a violet sky; the gate is locked.')
hall.connect(Direction.SOUTH, cellar); hall.connect(Direction.EAST, garden)

class Game(cmd.Cmd):
    prompt = '> '
    use_rawinput = False
    def __init__(self, **kw):
        super().__init__(**kw)
        self.room, self.bag, self.state, self.log = hall, [], State.PLAYING, deque(maxlen=5)
        self.count = Counter()
    def precmd(self, line):
        self.log.append(line); self.count[line.split()[0] if line.split() else ''] += 1
        return line
    def do_go(self, arg):
        "go DIRECTION: walk"
        try: d = Direction.parse(arg)
        except ValueError as e: print(e, file=self.stdout); return
        if d not in self.room.exits: print('A wall.', file=self.stdout); return
        self.room = self.room.exits[d]
        if self.room is cellar and 'lamp' not in self.bag:
            print('Eaten in the dark.', file=self.stdout); self.state = State.DEAD; return True
        print(self.room.describe(), file=self.stdout)
    def do_take(self, arg):
        for item in shlex.split(arg):
            if item in self.room.items: self.room.items.remove(item); self.bag.append(item); print('Taken:', item, file=self.stdout)
            else: print(f'No {item!r} here.', file=self.stdout)
        if {'gold', 'bone'} <= set(self.bag): self.state = State.WON; return True
    def do_bag(self, _): print(', '.join(self.bag) or 'empty', file=self.stdout)
    def default(self, line): print(f'What is {line!r}?', file=self.stdout)
    def emptyline(self): pass

script = "bag\nfly away\n\ngo e\ngo w\ngo north\ngo up\ntake lamp 'big sword'\nhelp go\ngo s\ntake gold\nbag\ntake bone\nbag\n"
out = io.StringIO()
g = Game(stdin=io.StringIO(script), stdout=out)
g.cmdloop('Welcome!')
print(out.getvalue())
print(g.state, g.bag, list(g.log), g.count.most_common(3), Room.registry, Direction.NORTH.opposite, list(State), State(2), State['DEAD'].value)
print(sys.getrefcount(hall), sys.getsizeof(hall), sys.getsizeof(g.log), sys.getsizeof(Direction.NORTH), len(vars(g)))
d = Game(stdin=io.StringIO('take lamp\ngo s\n'), stdout=(o2 := io.StringIO())); d.cmdloop(); print(o2.getvalue(), d.state)
try: Direction('x')
except ValueError as e: print(e)
try: State.PLAYING = 3
except AttributeError as e: print(e)
