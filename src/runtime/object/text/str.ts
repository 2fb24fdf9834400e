/** The str type: slots and method table. */
import { defineType } from '../define'
import {
  SIZEOF_UNICODE,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_MATCH_SELF,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../layout'
import { PyUnicode_Type } from '../types'
import { unicode_dealloc } from './str-build'
import { unicode_hash } from './str-compare'

defineType(PyUnicode_Type, {
  name: 'str',
  basicsize: SIZEOF_UNICODE,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_UNICODE_SUBCLASS | TPFLAGS_MATCH_SELF,
  dealloc: unicode_dealloc,
  hash: unicode_hash,
})
