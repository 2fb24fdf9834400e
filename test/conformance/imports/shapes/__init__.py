VERSION = '1.2'
order = ['shapes']
from .square import Square
from . import circle
order.append('done')
