__all__ = ['pub', '_included']
pub = 1
_included = 2
hidden = 3
