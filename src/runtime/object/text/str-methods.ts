/** Methods of str that need argument handling but little else. */
import { i32, type Ptr } from '../../memory/heap'
import { PyTuple_Pack } from '../container/tuple-core'
import { arg, FAST, FASTKW, type MethodSpec, NOARGS, O, STATIC, VARARGS } from '../define'
import { typeError, typeNameOf } from '../errors'
import { Py_DECREF, Py_NewRef } from '../header'
import {
  ASCII_DATA,
  COMPACT_DATA,
  SIZEOF_UNICODE,
  UNICODE_DATA_ANY,
  UNICODE_UTF8,
  UNICODE_UTF8_LENGTH,
} from '../layout'
import { PyLong_FromSsize_t } from '../number/int-core'
import { bindArgs, checkPositional } from '../type/arg-parse'
import { Py_False, Py_None, Py_True } from '../types'
import { badArgument, intArg, isStrArg, ssizeArg, textArg } from './arg-convert'
import { PyUnicode_AsEncodedString } from './codecs'
import { unicode___format__ } from './format-spec'
import { _PyUnicode_Copy, PyUnicode_Check, unicode_result_unchanged } from './str-build'
import {
  unicode_capitalize,
  unicode_casefold,
  unicode_lower,
  unicode_swapcase,
  unicode_title,
  unicode_upper,
} from './str-case'
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_IS_COMPACT,
  PyUnicode_KIND,
  PyUnicode_READ,
} from './str-core'
import {
  BOTHSTRIP,
  LEFTSTRIP,
  RIGHTSTRIP,
  unicode_expandtabs,
  unicode_pad,
  unicode_replace,
  unicode_strip,
  unicode_zfill,
} from './str-edit'
import * as is from './str-predicates'
import {
  findMethod,
  PyUnicode_Join,
  splitMethod,
  tailMethod,
  unicode_count,
  unicode_partition,
  unicode_removeprefix,
  unicode_removesuffix,
  unicode_rpartition,
  unicode_splitlines,
} from './str-search'
import { unicode_maketrans, unicode_translate } from './str-translate'

const test = (f: (s: Ptr) => boolean): MethodSpec => NOARGS((s) => Py_NewRef(f(s) ? Py_True : Py_False))

/** center, ljust, rjust: left gives the left part of the padding. */
const padMethod = (fname: string, left: (pad: number, width: number) => number): MethodSpec =>
  FAST((self, args, nargs) => {
    if (!checkPositional(fname, nargs, 1, 2)) return 0
    const width = ssizeArg(arg(args, 0))
    if (width === null) return 0
    let fill = 32
    if (nargs > 1) {
      const f = arg(args, 1)
      if (!PyUnicode_Check(f)) {
        return typeError(`The fill character must be a unicode character, not ${typeNameOf(f)}`)
      }
      if (PyUnicode_GET_LENGTH(f) !== 1) return typeError('The fill character must be exactly one character long')
      fill = PyUnicode_READ(PyUnicode_KIND(f), PyUnicode_DATA(f), 0)
    }
    const n = PyUnicode_GET_LENGTH(self)
    if (n >= width) return unicode_result_unchanged(self)
    const pad = width - n
    const l = left(pad, width)
    return unicode_pad(self, l, pad - l, fill)
  })

const stripMethod = (fname: string, how: number): MethodSpec =>
  FAST((self, args, nargs) => {
    if (!checkPositional(fname, nargs, 0, 1)) return 0
    const chars = nargs === 0 || arg(args, 0) === Py_None ? 0 : arg(args, 0)
    if (chars !== 0 && !PyUnicode_Check(chars)) return typeError(`${fname} arg must be None or str`)
    return unicode_strip(self, how, chars)
  })

function replace(self: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('replace', nargs, 2, 3)) return 0
  if (!isStrArg('replace', 'argument 1', arg(args, 0)) || !isStrArg('replace', 'argument 2', arg(args, 1))) return 0
  let max = -1
  if (nargs > 2) {
    const n = ssizeArg(arg(args, 2))
    if (n === null) return 0
    max = n
  }
  return unicode_replace(self, arg(args, 0), arg(args, 1), max)
}

function encode(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (nargs === 0 && kwnames === 0) return PyUnicode_AsEncodedString(self, null, null)
  const a = bindArgs('encode', ['encoding', 'errors'], {}, args, nargs, kwnames)
  if (a === null) return 0
  const encoding = a[0] === 0 ? null : textArg('encode', "argument 'encoding'", a[0])
  if (a[0] !== 0 && encoding === null) return 0
  const errors = a[1] === 0 ? null : textArg('encode', "argument 'errors'", a[1])
  if (a[1] !== 0 && errors === null) return 0
  return PyUnicode_AsEncodedString(self, encoding, errors)
}

function expandtabs(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('expandtabs', ['tabsize'], {}, args, nargs, kwnames)
  if (a === null) return 0
  const size = a[0] === 0 ? 8 : intArg(a[0])
  return size === null ? 0 : unicode_expandtabs(self, size)
}

function zfill(self: Ptr, width: Ptr): Ptr {
  const n = ssizeArg(width)
  return n === null ? 0 : unicode_zfill(self, n)
}

function sizeOf(s: Ptr): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  let size: number
  if (!PyUnicode_IS_COMPACT(s)) size = SIZEOF_UNICODE + (i32[(s + UNICODE_DATA_ANY) >> 2] === 0 ? 0 : (n + 1) * kind)
  else size = (PyUnicode_IS_ASCII(s) ? ASCII_DATA : COMPACT_DATA) + (n + 1) * kind
  if (!(PyUnicode_IS_ASCII(s) && PyUnicode_IS_COMPACT(s))) {
    const utf8 = i32[(s + UNICODE_UTF8) >> 2]
    if (utf8 !== 0 && utf8 !== PyUnicode_DATA(s)) size += i32[(s + UNICODE_UTF8_LENGTH) >> 2] + 1
  }
  return PyLong_FromSsize_t(size)
}

function getnewargs(s: Ptr): Ptr {
  const copy = _PyUnicode_Copy(s)
  if (copy === 0) return 0
  const t = PyTuple_Pack(copy)
  Py_DECREF(copy)
  return t
}

/** Everything but format and format_map, which str.ts adds. */
export const strMethods: Record<string, MethodSpec> = {
  encode: FASTKW(encode),
  replace: FAST(replace),
  split: FASTKW(splitMethod('split')),
  rsplit: FASTKW(splitMethod('rsplit')),
  join: O(PyUnicode_Join),
  capitalize: NOARGS(unicode_capitalize),
  casefold: NOARGS(unicode_casefold),
  title: NOARGS(unicode_title),
  // the odd column of an odd width goes to the left, as in CPython
  center: padMethod('center', (pad, width) => (pad >> 1) + (pad & width & 1)),
  count: VARARGS(unicode_count),
  expandtabs: FASTKW(expandtabs),
  find: VARARGS(findMethod('find')),
  partition: O(unicode_partition),
  index: VARARGS(findMethod('index')),
  ljust: padMethod('ljust', () => 0),
  lower: NOARGS(unicode_lower),
  lstrip: stripMethod('lstrip', LEFTSTRIP),
  rfind: VARARGS(findMethod('rfind')),
  rindex: VARARGS(findMethod('rindex')),
  rjust: padMethod('rjust', (pad) => pad),
  rstrip: stripMethod('rstrip', RIGHTSTRIP),
  rpartition: O(unicode_rpartition),
  splitlines: FASTKW(unicode_splitlines),
  strip: stripMethod('strip', BOTHSTRIP),
  swapcase: NOARGS(unicode_swapcase),
  translate: O(unicode_translate),
  upper: NOARGS(unicode_upper),
  startswith: VARARGS(tailMethod('startswith')),
  endswith: VARARGS(tailMethod('endswith')),
  removeprefix: O(unicode_removeprefix),
  removesuffix: O(unicode_removesuffix),
  isascii: test(is.unicode_isascii),
  islower: test(is.unicode_islower),
  isupper: test(is.unicode_isupper),
  istitle: test(is.unicode_istitle),
  isspace: test(is.unicode_isspace),
  isdecimal: test(is.unicode_isdecimal),
  isdigit: test(is.unicode_isdigit),
  isnumeric: test(is.unicode_isnumeric),
  isalpha: test(is.unicode_isalpha),
  isalnum: test(is.unicode_isalnum),
  isidentifier: test(is.unicode_isidentifier),
  isprintable: test(is.unicode_isprintable),
  zfill: O(zfill),
  __format__: O((self, spec) =>
    PyUnicode_Check(spec) ? unicode___format__(self, spec) : badArgument('__format__', 'argument', 'str', spec),
  ),
  maketrans: STATIC(FAST(unicode_maketrans)),
  __sizeof__: NOARGS(sizeOf),
  __getnewargs__: NOARGS(getnewargs),
}
