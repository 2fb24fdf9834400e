/**
 * The names of \N{...} escapes: those of Unicode 14, which CPython 3.11's unicodedata holds.
 * The table is unpacked when the first such escape is met; most processes never meet one.
 */
import { inflateSync, strFromU8 } from 'fflate'
import { UNICODE_NAMES, UNIFIED_IDEOGRAPHS } from './unicode-name-data'

let table: Map<string, number> | null = null
/** How many of the table's entries are names proper; aliases follow. */
let properNames = 0

function load(): Map<string, number> {
  const packed = Uint8Array.from(atob(UNICODE_NAMES), (c) => c.charCodeAt(0))
  const names = new Map<string, number>()
  const lines = strFromU8(inflateSync(packed)).split('\n')
  let i = 0
  let code = 0
  for (; lines[i] !== ''; i++) {
    const line = lines[i]
    if (line[0] === '+') code += Number(line)
    else names.set(line, code++)
  }
  properNames = names.size
  for (i++; i < lines.length; i++) {
    const space = lines[i].indexOf(' ')
    names.set(lines[i].slice(space + 1), Number(lines[i].slice(0, space)))
  }
  return names
}

/** The code point of a Unicode character name or alias (CPython's _getcode), or -1. Stored names match in any case, computed ones only as they are. */
export function lookupUnicodeName(name: string): number {
  if (name.startsWith('HANGUL SYLLABLE ')) return hangulSyllable(name.slice(16))
  if (name.startsWith('CJK UNIFIED IDEOGRAPH-')) {
    const digits = name.slice(22)
    if (!/^[0-9A-F]{4,5}$/.test(digits)) return -1
    const code = Number.parseInt(digits, 16)
    return UNIFIED_IDEOGRAPHS.some(([a, b]) => code >= a && code <= b) ? code : -1
  }
  if (!/^[\x20-\x7e]*$/.test(name)) return -1
  table ??= load()
  return table.get(name.toUpperCase()) ?? -1
}

let inverse: Map<number, string> | null = null

/** The name of a code point (unicodedata.name), '' when it has none. */
export function nameOfCodePoint(code: number): string {
  if (code >= 0xac00 && code <= 0xd7a3) {
    const i = code - 0xac00
    const v = Math.floor(i / TAIL.length)
    return `HANGUL SYLLABLE ${LEAD[Math.floor(v / VOWEL.length)]}${VOWEL[v % VOWEL.length]}${TAIL[i % TAIL.length]}`
  }
  if (UNIFIED_IDEOGRAPHS.some(([a, b]) => code >= a && code <= b)) {
    return `CJK UNIFIED IDEOGRAPH-${code.toString(16).toUpperCase()}`
  }
  table ??= load()
  if (inverse === null) {
    inverse = new Map()
    for (const [name, c] of table) if (inverse.size < properNames) inverse.set(c, name)
  }
  return inverse.get(code) ?? ''
}

const LEAD = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ')
const VOWEL = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ')
const TAIL = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ')

/** Like CPython's find_syllable: the longest jamo name that fits is taken at each place. */
function hangulSyllable(name: string): number {
  let rest = name
  const take = (jamo: string[]): number => {
    let best = -1
    for (let i = 0; i < jamo.length; i++)
      if (rest.startsWith(jamo[i]) && (best < 0 || jamo[i].length > jamo[best].length)) best = i
    if (best >= 0) rest = rest.slice(jamo[best].length)
    return best
  }
  const l = take(LEAD)
  const v = take(VOWEL)
  const t = take(TAIL)
  if (l < 0 || v < 0 || t < 0 || rest !== '') return -1
  return 0xac00 + (l * VOWEL.length + v) * TAIL.length + t
}
