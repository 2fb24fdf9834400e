/** The module _locale: the C locale only (Modules/_localemodule.c). */
import type { Ptr } from '../memory/heap'
import { PyDict_New } from '../object/container/dict-core'
import { arg, FAST, NOARGS, O } from '../object/define'
import { raise, typeError, typeNameOf } from '../object/errors'
import { Py_NewRef, typeFlagOf } from '../object/header'
import { TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { PyLong_FromLong } from '../object/number/int-core'
import { PyUnicode_Compare } from '../object/text/str-compare'
import { newStr, strToJS } from '../object/text/str-core'
import { checkPositional } from '../object/type/arg-parse'
import { Py_None, PyExc_Exception } from '../object/types'
import { addOwned, addText, defineModule } from './define-module'
import { exceptionClass } from './exception-class'
import { listOf } from './values'

const CATEGORIES: Record<string, number> = {
  LC_CTYPE: 0,
  LC_NUMERIC: 1,
  LC_TIME: 2,
  LC_COLLATE: 3,
  LC_MONETARY: 4,
  LC_MESSAGES: 5,
  LC_ALL: 6,
  CHAR_MAX: 127,
}
const CODESET = 14

const isText = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)

function setlocale(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('setlocale', nargs, 1, 2)) return 0
  const name = nargs < 2 ? Py_None : arg(args, 1)
  if (name === Py_None) return newStr('C')
  if (!isText(name)) return typeError(`setlocale() argument 2 must be str or None, not ${typeNameOf(name)}`)
  if (!['', 'C', 'POSIX', 'C.UTF-8', 'C.utf8'].includes(strToJS(name))) {
    return raise(PyExc_Exception, 'unsupported locale setting')
  }
  return newStr(strToJS(name) === '' ? 'C.UTF-8' : strToJS(name))
}

/** The C locale's conventions. */
function localeconv(): Ptr {
  const d = PyDict_New()
  if (d === 0) return 0
  addText(d, 'decimal_point', '.')
  addText(d, 'thousands_sep', '')
  addOwned(d, 'grouping', listOf([]))
  for (const name of ['int_curr_symbol', 'currency_symbol', 'mon_decimal_point', 'mon_thousands_sep'])
    addText(d, name, '')
  addOwned(d, 'mon_grouping', listOf([]))
  for (const name of ['positive_sign', 'negative_sign']) addText(d, name, '')
  const numbers =
    'int_frac_digits frac_digits p_cs_precedes p_sep_by_space n_cs_precedes n_sep_by_space p_sign_posn n_sign_posn'
  for (const name of numbers.split(' ')) addOwned(d, name, PyLong_FromLong(127))
  return d
}

const LocaleError = exceptionClass('locale.Error', PyExc_Exception)

defineModule({
  name: '_locale',
  methods: {
    setlocale: FAST(setlocale),
    localeconv: NOARGS(localeconv),
    strcoll: FAST((_m, args, nargs) => {
      if (!checkPositional('strcoll', nargs, 2, 2)) return 0
      if (!isText(arg(args, 0)) || !isText(arg(args, 1))) return typeError('strcoll() arguments must be str')
      return PyLong_FromLong(PyUnicode_Compare(arg(args, 0), arg(args, 1)))
    }),
    strxfrm: O((_m, o) => (isText(o) ? Py_NewRef(o) : typeError('strxfrm() argument must be str'))),
    nl_langinfo: O((_m, o) => {
      void o
      return newStr('UTF-8')
    }),
    getencoding: NOARGS(() => newStr('UTF-8')),
  },
  exec: (_m, dict) => {
    for (const [name, n] of Object.entries(CATEGORIES)) if (addOwned(dict, name, PyLong_FromLong(n)) < 0) return -1
    if (addOwned(dict, 'CODESET', PyLong_FromLong(CODESET)) < 0) return -1
    return LocaleError.addTo(dict, 'Error')
  },
})
