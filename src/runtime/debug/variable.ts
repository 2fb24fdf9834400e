/** One row of the variables panel. */
import type { VariableInfo } from '../../protocol/run'
import { i32, type Ptr } from '../memory/heap'
import { hexAddress } from '../object/abstract/object-protocol'
import { Py_TYPE } from '../object/header'
import { shortName } from '../object/type/type-names'
import { hasChildren } from './child-values'
import { objectSize } from './object-size'
import { renderValue } from './render-value'

export function variable(name: string, scope: VariableInfo['scope'], o: Ptr): VariableInfo {
  return {
    name,
    scope,
    type: shortName(Py_TYPE(o)),
    value: renderValue(o),
    address: hexAddress(o),
    refcount: i32[o >> 2],
    size: objectSize(o),
    expandable: hasChildren(o),
  }
}
