/** Names of types as messages and attributes show them. */
import { i32, type Ptr } from '../../memory/heap'
import { typeName } from '../errors'
import { HT_NAME, TP_FLAGS, TPFLAGS_HEAPTYPE } from '../layout'
import { strToJS } from '../text/str-core'

export const isHeapType = (type: Ptr): boolean => (i32[(type + TP_FLAGS) >> 2] & TPFLAGS_HEAPTYPE) !== 0

/** __name__ as text: ht_name of heap types, else tp_name after its last dot (_PyType_Name). */
export function shortName(type: Ptr): string {
  if (isHeapType(type)) return strToJS(i32[(type + HT_NAME) >> 2])
  const name = typeName(type)
  return name.slice(name.lastIndexOf('.') + 1)
}

const SIGNATURE_END = ')\n--\n\n'

/** Where the text behind the signature line starts in an internal docstring; 0 when there is no signature. */
function afterSignature(name: string, doc: string): number {
  const short = name.slice(name.lastIndexOf('.') + 1)
  if (!doc.startsWith(`${short}(`)) return 0
  const end = doc.indexOf(SIGNATURE_END)
  // a blank line in front of the marker means that it belongs to the text
  const blank = doc.indexOf('\n\n')
  return end < 0 || (blank >= 0 && blank < end) ? 0 : end + SIGNATURE_END.length
}

/** The docstring without its signature line (_PyType_GetDocFromInternalDoc). */
export const docText = (name: string, doc: string): string => doc.slice(afterSignature(name, doc))

/** The signature `(...)` of an internal docstring, null when it has none (_PyType_GetTextSignatureFromInternalDoc). */
export function signatureText(name: string, doc: string): string | null {
  const end = afterSignature(name, doc)
  if (end === 0) return null
  return doc.slice(doc.indexOf('('), end - SIGNATURE_END.length + 1)
}
