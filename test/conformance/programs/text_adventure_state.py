# A state machine driven by a command list: dicts of functions, string building, formatting.
world = {
    'hall': {'desc': 'a dusty hall', 'exits': {'north': 'library', 'east': 'kitchen'}, 'items': ['lamp']},
    'library': {'desc': 'a library', 'exits': {'south': 'hall'}, 'items': ['book', 'key']},
    'kitchen': {'desc': 'a kitchen', 'exits': {'west': 'hall', 'down': 'cellar'}, 'items': []},
    'cellar': {'desc': 'a dark cellar', 'exits': {'up': 'kitchen'}, 'items': ['gold'], 'locked': True},
}
state = {'room': 'hall', 'bag': [], 'moves': 0, 'over': False}


def go(direction):
    exits = world[state['room']]['exits']
    if direction not in exits:
        return f'no way {direction}; exits: {", ".join(sorted(exits))}'
    target = exits[direction]
    if world[target].get('locked') and 'key' not in state['bag']:
        return 'locked'
    state['room'] = target
    state['moves'] += 1
    return look()


def look():
    room = world[state['room']]
    return f"{room['desc']} [{'|'.join(room['items']) or 'nothing'}]"


def take(item):
    try:
        world[state['room']]['items'].remove(item)
    except ValueError:
        return f'no {item!r} here'
    state['bag'].append(item)
    if item == 'gold':
        state['over'] = True
    return f'taken: {item}'


def bag():
    return ', '.join(f'{i}:{x}' for i, x in enumerate(state['bag'], 1)) or 'empty'


commands = {'go': go, 'look': look, 'take': take, 'bag': bag}
script = 'look; go up; take lamp; take sword; go north; take key; bag; go south; go east; go down; take gold; look; dance; take a b'
for n, line in enumerate(script.split('; ')):
    verb, *args = line.split()
    try:
        result = commands[verb](*args)
    except KeyError as e:
        result = f'unknown verb {e}'
    except TypeError as e:
        result = f'usage: {e}'
    print(f'{n:02d} > {line:<12} {result}')
    if state['over']:
        print('finished in', state['moves'], 'moves with', state['bag'])
