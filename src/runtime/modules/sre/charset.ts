/** Character classes of compiled patterns (CPython Modules/_sre/sre.c sre_category, sre_lib.h SRE(charset)). */
import { u8, u32 } from '../../memory/heap'
import { isAlnum, isLinebreak, isSpace, toDecimal, toLowerSimple, toUpperSimple } from '../../object/text/unicode-db'
import { OP } from './opcodes'

export const isWordAscii = (c: number): boolean =>
  (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95
export const isWordUnicode = (c: number): boolean => (c < 128 ? isWordAscii(c) : isAlnum(c))
const isDigitAscii = (c: number): boolean => c >= 48 && c <= 57
const isSpaceAscii = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)

export const lowerAscii = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c)
const upperAscii = (c: number): number => (c >= 97 && c <= 122 ? c - 32 : c)
export const lowerUnicode = (c: number): number => (c < 128 ? lowerAscii(c) : toLowerSimple(c))
const upperUnicode = (c: number): number => (c < 128 ? upperAscii(c) : toUpperSimple(c))
/** The locale is always C. */
export const lowerLocale = lowerAscii
export const upperLocale = upperAscii

export function category(code: number, c: number): boolean {
  switch (code) {
    case 0:
      return isDigitAscii(c)
    case 1:
      return !isDigitAscii(c)
    case 2:
      return isSpaceAscii(c)
    case 3:
      return !isSpaceAscii(c)
    case 4:
    case 8:
      return isWordAscii(c)
    case 5:
    case 9:
      return !isWordAscii(c)
    case 6:
      return c === 10
    case 7:
      return c !== 10
    case 10:
      return toDecimal(c) >= 0
    case 11:
      return toDecimal(c) < 0
    case 12:
      return isSpace(c)
    case 13:
      return !isSpace(c)
    case 14:
      return isWordUnicode(c)
    case 15:
      return !isWordUnicode(c)
    case 16:
      return isLinebreak(c)
    case 17:
      return !isLinebreak(c)
  }
  return false
}

const inRange = (w: number, c: number): boolean => u32[w] <= c && c <= u32[w + 1]

/** Is c in the set whose code starts at word index set? */
export function charset(set: number, c: number): boolean {
  let ok = true
  let w = set
  for (;;) {
    switch (u32[w++]) {
      case OP.FAILURE:
        return !ok
      case OP.LITERAL:
        if (c === u32[w]) return ok
        w++
        break
      case OP.CATEGORY:
        if (category(u32[w], c)) return ok
        w++
        break
      case OP.CHARSET:
        if (c < 256 && (u32[w + (c >> 5)] & (1 << (c & 31))) !== 0) return ok
        w += 8
        break
      case OP.RANGE:
        if (inRange(w, c)) return ok
        w += 2
        break
      case OP.RANGE_UNI_IGNORE:
        if (inRange(w, c) || inRange(w, upperUnicode(c))) return ok
        w += 2
        break
      case OP.NEGATE:
        ok = !ok
        break
      case OP.BIGCHARSET: {
        const count = u32[w++]
        if (c < 0x10000) {
          const block = u8[(w << 2) + (c >> 8)]
          if ((u32[w + 64 + ((block * 256 + (c & 255)) >> 5)] & (1 << (c & 31))) !== 0) return ok
        }
        w += 64 + count * 8
        break
      }
      default:
        return false
    }
  }
}

/** Does c or its other case stand in the set? (charset_loc_ignore) */
export const charsetLocale = (set: number, c: number): boolean =>
  charset(set, lowerLocale(c)) || (upperLocale(c) !== lowerLocale(c) && charset(set, upperLocale(c)))

/** Does one character match the one-character operation at word index w? */
export function unit(w: number, c: number): boolean {
  switch (u32[w]) {
    case OP.LITERAL:
      return c === u32[w + 1]
    case OP.NOT_LITERAL:
      return c !== u32[w + 1]
    case OP.ANY:
      return c !== 10
    case OP.ANY_ALL:
      return true
    case OP.IN:
      return charset(w + 2, c)
    case OP.CATEGORY:
      return category(u32[w + 1], c)
    case OP.LITERAL_IGNORE:
      return lowerAscii(c) === u32[w + 1]
    case OP.NOT_LITERAL_IGNORE:
      return lowerAscii(c) !== u32[w + 1]
    case OP.IN_IGNORE:
      return charset(w + 2, lowerAscii(c))
    case OP.LITERAL_UNI_IGNORE:
      return lowerUnicode(c) === u32[w + 1]
    case OP.NOT_LITERAL_UNI_IGNORE:
      return lowerUnicode(c) !== u32[w + 1]
    case OP.IN_UNI_IGNORE:
      return charset(w + 2, lowerUnicode(c))
    case OP.LITERAL_LOC_IGNORE:
      return lowerLocale(c) === u32[w + 1] || upperLocale(c) === u32[w + 1]
    case OP.NOT_LITERAL_LOC_IGNORE:
      return lowerLocale(c) !== u32[w + 1] && upperLocale(c) !== u32[w + 1]
    case OP.IN_LOC_IGNORE:
      return charsetLocale(w + 2, c)
  }
  return false
}

/** Words that the one-character operation at w takes. */
export const unitLength = (w: number): number => {
  const op = u32[w]
  if (op === OP.ANY || op === OP.ANY_ALL) return 1
  if (op === OP.IN || op === OP.IN_IGNORE || op === OP.IN_UNI_IGNORE || op === OP.IN_LOC_IGNORE) return u32[w + 1] + 1
  return 2
}
