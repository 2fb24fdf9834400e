import type { RuntimeName } from './names'

/** A call with so many arguments is done by the runtime function named, which looks whether the callee is the expected one. */
export interface KnownCall {
  args: number
  /** A method: the runtime function takes the method and its self in front, as callMethod1 does. */
  method: boolean
  call: RuntimeName
}
