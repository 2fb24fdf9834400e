/** Types with their growth between two instants at which the run was looked at: the start, a mark, or the end. */
import type { Attribution, TypeAttribution } from '../../protocol/attribution'

export interface TypeRow extends TypeAttribution {
  growthAlive: number
  growthBytes: number
}

/** -1: the start, where nothing was alive yet; the number of marks: the end; else the index of a mark. */
export type Instant = number

type Figures = Map<string, { alive: number; bytes: number }>

function figuresAt(attribution: Attribution, instant: Instant): Figures {
  if (instant < 0) return new Map()
  const { marks, types } = attribution
  const list = instant < marks.length ? marks[instant].types : types
  return new Map(list.map(({ type, alive, bytes }) => [type, { alive, bytes }]))
}

const NOTHING = { alive: 0, bytes: 0 }

/** Rows for all types that are known at any instant: one may have been alive at a mark only. */
export function typeRows(attribution: Attribution, from: Instant, to: Instant): TypeRow[] {
  const before = figuresAt(attribution, from)
  const after = figuresAt(attribution, to)
  const known = new Map(attribution.types.map((type) => [type.type, type]))
  for (const name of [...before.keys(), ...after.keys()]) {
    if (known.has(name)) continue
    known.set(name, {
      type: name,
      created: 0,
      freed: 0,
      alive: 0,
      bytes: 0,
      diedGen0: 0,
      diedGen1: 0,
      diedGen2: 0,
      diedUntracked: 0,
    })
  }
  return [...known.values()].map((type) => {
    const first = before.get(type.type) ?? NOTHING
    const second = after.get(type.type) ?? NOTHING
    return { ...type, growthAlive: second.alive - first.alive, growthBytes: second.bytes - first.bytes }
  })
}
