v = 'in a namespace package'
