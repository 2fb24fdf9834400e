from ..nowhere import x
