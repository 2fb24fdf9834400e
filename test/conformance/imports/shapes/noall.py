visible = 1
_private = 2
from os.path import join as imported_name
