/** Imports every file of text/ that defines types, for its effect. */
import './bytearray'
import './bytes'
import './memoryview'
import './number-text'
import './str'
import './str-iter'
