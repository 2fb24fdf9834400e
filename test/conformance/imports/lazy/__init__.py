def __getattr__(name):
    if name == 'computed': return 'computed on demand'
    if name == 'LATE':
        globals()['LATE'] = 'cached'
        return 'first'
    raise AttributeError(f'lazy has no {name}')
def __dir__(): return ['computed', 'LATE']
