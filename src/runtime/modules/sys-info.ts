/** The struct sequences of sys: what this process is and how it was started. */
import type { Ptr } from '../memory/heap'
import { defineStructSequence, structSequence } from '../object/container/structseq'
import { PyFloat_FromDouble } from '../object/number/float-core'
import { longFromBigInt, PyLong_FromLong } from '../object/number/int-core'
import { newStr } from '../object/text/str-core'
import { staticType } from '../object/types'
import { bool, none } from './values'

export const VERSION = '3.11.7'
export const HEXVERSION = 0x030b07f0
export const MODULUS = (1n << 61n) - 1n

const FloatInfo_Type = staticType()
const IntInfo_Type = staticType()
const HashInfo_Type = staticType()
const Flags_Type = staticType()
const VersionInfo_Type = staticType()
const ThreadInfo_Type = staticType()
export const AsyncGenHooks_Type = staticType()
export const UnraisableHookArgs_Type = staticType()

const FLAGS = [
  'debug',
  'inspect',
  'interactive',
  'optimize',
  'dont_write_bytecode',
  'no_user_site',
  'no_site',
  'ignore_environment',
  'verbose',
  'bytes_warning',
  'quiet',
  'hash_randomization',
  'isolated',
  'dev_mode',
  'utf8_mode',
  'warn_default_encoding',
  'safe_path',
  'int_max_str_digits',
]

defineStructSequence(FloatInfo_Type, {
  name: 'sys.float_info',
  fields: [
    'max',
    'max_exp',
    'max_10_exp',
    'min',
    'min_exp',
    'min_10_exp',
    'dig',
    'mant_dig',
    'epsilon',
    'radix',
    'rounds',
  ],
})
defineStructSequence(IntInfo_Type, {
  name: 'sys.int_info',
  fields: ['bits_per_digit', 'sizeof_digit', 'default_max_str_digits', 'str_digits_check_threshold'],
})
defineStructSequence(HashInfo_Type, {
  name: 'sys.hash_info',
  fields: ['width', 'modulus', 'inf', 'nan', 'imag', 'algorithm', 'hash_bits', 'seed_bits', 'cutoff'],
})
defineStructSequence(Flags_Type, { name: 'sys.flags', fields: FLAGS, sealed: true })
defineStructSequence(VersionInfo_Type, {
  name: 'sys.version_info',
  fields: ['major', 'minor', 'micro', 'releaselevel', 'serial'],
  sealed: true,
})
defineStructSequence(ThreadInfo_Type, { name: 'sys.thread_info', fields: ['name', 'lock', 'version'] })
defineStructSequence(AsyncGenHooks_Type, { name: 'sys.asyncgen_hooks', fields: ['firstiter', 'finalizer'] })
defineStructSequence(UnraisableHookArgs_Type, {
  name: 'UnraisableHookArgs',
  fields: ['exc_type', 'exc_value', 'exc_traceback', 'err_msg', 'object'],
})

const int = PyLong_FromLong
const float = PyFloat_FromDouble

export const floatInfo = (): Ptr =>
  structSequence(FloatInfo_Type, [
    float(Number.MAX_VALUE),
    int(1024),
    int(308),
    float(2.2250738585072014e-308),
    int(-1021),
    int(-307),
    int(15),
    int(53),
    float(Number.EPSILON),
    int(2),
    int(1),
  ])

export const intInfo = (): Ptr => structSequence(IntInfo_Type, [int(30), int(4), int(4300), int(640)])

export const hashInfo = (): Ptr =>
  structSequence(HashInfo_Type, [
    int(64),
    longFromBigInt(MODULUS),
    int(314159),
    int(0),
    int(1000003),
    newStr('siphash13'),
    int(64),
    int(128),
    int(0),
  ])

export const versionInfo = (): Ptr =>
  structSequence(VersionInfo_Type, [int(3), int(11), int(7), newStr('final'), int(0)])

export const threadInfo = (): Ptr =>
  structSequence(ThreadInfo_Type, [newStr('pthread'), newStr('semaphore'), newStr('NPTL 2.36')])

/** Flags as of `python3 -S`; the hash seed decides about hash_randomization. */
export function flags(hashRandomization: boolean): Ptr {
  const values = FLAGS.map((name) => {
    if (name === 'dev_mode' || name === 'safe_path') return bool(false)
    if (name === 'int_max_str_digits') return int(-1)
    return int(name === 'no_site' || (name === 'hash_randomization' && hashRandomization) ? 1 : 0)
  })
  return structSequence(Flags_Type, values)
}

export const asyncGenHooks = (): Ptr => structSequence(AsyncGenHooks_Type, [none(), none()])
