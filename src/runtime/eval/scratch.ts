/**
 * Words through which a runtime function hands several references to generated code at once: the items of an unpacked
 * sequence, the two results of BEFORE_WITH, the attribute half of LOAD_METHOD. They are read before anything else runs.
 */
import { staticAlloc } from '../memory/static-data'

/** UNPACK_EX can give up to 255 + 1 + 255 items (more before the star than that needs an extended argument). */
export const UNPACK_CAPACITY = 65536
/** Word index of the array; items are 2 words apart. */
export const UNPACK = staticAlloc(UNPACK_CAPACITY * 8, 16) >> 2
export const METHOD_ATTR = staticAlloc(8, 8) >> 2
export const SEND_STATUS = staticAlloc(8, 8) >> 2
