/** The rows under an object in the variables panel. */
import type { VariableInfo } from '../../protocol/run'
import { fromUser } from '../memory/address-map'
import { childValues } from './child-values'
import { isLiveObject } from './live-object'
import { variable } from './variable'

/** Rows of one object; one more row says how many are left out. */
export const MAX_CHILDREN = 100

/** Children of the object at an address as id() gives it, in hex. Throws when there is no object alive there. */
export function childrenOf(address: string): VariableInfo[] {
  const o = /^0x[0-9a-f]{1,16}$/i.test(address) ? fromUser(Number.parseInt(address, 16)) : 0
  if (o === 0 || !isLiveObject(o)) throw new Error(`no object is alive at ${address.slice(0, 40)}`)
  const { children, total } = childValues(o, MAX_CHILDREN)
  const rows = children.map(({ name, value }) => variable(name, 'local', value))
  if (total > children.length) rows.push(more(total - children.length))
  return rows
}

const more = (n: number): VariableInfo => ({
  name: '...',
  scope: 'local',
  type: '',
  value: `${n} more`,
  address: '',
  refcount: 0,
  size: 0,
  expandable: false,
})
