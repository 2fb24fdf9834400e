/**
 * The C-level definitions (methods, getsets, members) of static types as static data. Made before the static strings are
 * interned, so that every attribute name of a built-in type is one interned object.
 */
import type { Ptr } from '../../memory/heap'
import { methodDef, type StaticTypeEntry, staticTypes } from '../define'
import { _Py_ID } from '../text/str-core'
import { getSetDef, memberDef } from './descr-core'

export interface TypeDefs {
  methods: Ptr[]
  members: Ptr[]
  getset: Ptr[]
  /** tp_doc as given, '' when there is none. */
  doc: string
}

const defsByType = new Map<Ptr, TypeDefs>()
const prepared = new Set<StaticTypeEntry>()

/** Definitions of every static type not prepared yet. */
export function prepareStaticTypes(): void {
  for (const entry of staticTypes) {
    if (prepared.has(entry)) continue
    prepared.add(entry)
    const { spec } = entry
    defsByType.set(entry.type, {
      methods: Object.entries(spec.methods ?? {}).map(([name, m]) => methodDef(name, m)),
      members: (spec.members ?? []).map(memberDef),
      getset: Object.entries(spec.getset ?? {}).map(([name, g]) => getSetDef(name, g)),
      doc: spec.doc ?? '',
    })
    if (spec.doc) _Py_ID(spec.doc)
  }
}

export const defsOf = (type: Ptr): TypeDefs | undefined => defsByType.get(type)
