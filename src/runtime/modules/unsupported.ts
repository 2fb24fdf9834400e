/** What this process cannot do says so, in one voice. */
import { raise } from '../object/errors'
import { PyExc_NotImplementedError } from '../object/types'

export const callTracingUnsupported = (what: string): 0 =>
  raise(PyExc_NotImplementedError, `${what} is not supported in this process`)
