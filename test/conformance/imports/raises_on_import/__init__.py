before = 1
raise RuntimeError('import failed here')
