/** _sre.unicode_iscased: has the character another case? */
import { unicodeFlags } from '../../object/text/unicode-db'
import { F_SRE_CASED } from '../../object/text/unicode-table'

export const isCased = (c: number): boolean => c >= 0 && c < 0x110000 && (unicodeFlags(c) & F_SRE_CASED) !== 0
