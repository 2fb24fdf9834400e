/** The module posix: what os builds on (Modules/posixmodule.c), over the virtual file system. */
import type { Ptr } from '../../memory/heap'
import { PyDict_New, PyDict_SetItem } from '../../object/container/dict-core'
import { structSequence } from '../../object/container/structseq'
import { arg, FAST, FASTKW, type MethodSpec, NOARGS, O } from '../../object/define'
import { PyErr_SetObject, raise } from '../../object/errors'
import { Py_DECREF } from '../../object/header'
import { PyFloat_FromDouble } from '../../object/number/float-core'
import { PyLong_FromLong } from '../../object/number/int-core'
import { intArg, ssizeArg } from '../../object/text/arg-convert'
import { newBytes } from '../../object/text/bytes-core'
import { newStr, strToJS } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { PyExc_OSError, PyExc_SystemExit, PyExc_ValueError } from '../../object/types'
import { strerror } from '../../vfs/errno'
import { addObject, addOwned, defineModule } from '../define-module'
import { system } from '../system'
import { callTracingUnsupported } from '../unsupported'
import { listOf, none, textList } from '../values'
import { DirEntry_Type, directoryFunctions, ScandirIterator_Type } from './directories'
import { fileFunctions } from './files'
import {
  StatResult_Type,
  StatvfsResult_Type,
  TerminalSize_Type,
  TimesResult_Type,
  UnameResult_Type,
} from './stat-result'
import { WAIT_CONSTANTS, waitFunctions } from './wait-status'

const CONSTANTS: Record<string, number> = {
  CLD_EXITED: 1,
  CLD_KILLED: 2,
  EX_OK: 0,
  EX_USAGE: 64,
  EX_DATAERR: 65,
  EX_NOINPUT: 66,
  EX_SOFTWARE: 70,
  EX_OSERR: 71,
  EX_IOERR: 74,
  EX_TEMPFAIL: 75,
  EX_NOPERM: 77,
  EX_CONFIG: 78,
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  F_LOCK: 1,
  F_TEST: 3,
  F_TLOCK: 2,
  F_ULOCK: 0,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_ACCMODE: 3,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_NDELAY: 0o4000,
  O_DSYNC: 0o10000,
  O_ASYNC: 0o20000,
  O_DIRECT: 0o40000,
  O_LARGEFILE: 0,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_NOATIME: 0o1000000,
  O_CLOEXEC: 0o2000000,
  O_SYNC: 0o4010000,
  P_ALL: 0,
  P_PID: 1,
  P_PGID: 2,
  RTLD_LAZY: 1,
  RTLD_NOW: 2,
  RTLD_GLOBAL: 256,
  RTLD_LOCAL: 0,
  SCHED_OTHER: 0,
  SEEK_DATA: 3,
  SEEK_HOLE: 4,
  TMP_MAX: 238328,
  NGROUPS_MAX: 65536,
  WNOHANG: 1,
  WUNTRACED: 2,
  WCONTINUED: 8,
  WEXITED: 4,
}

const PID = 1000
const fixed = (n: number): MethodSpec => NOARGS(() => PyLong_FromLong(n))
const unsupported = (...names: string[]): Record<string, MethodSpec> =>
  Object.fromEntries(names.map((name) => [name, FASTKW(() => callTracingUnsupported(`os.${name}()`))]))

const encoder = new TextEncoder()

/** os.environ's bytes; os.py decodes them. */
function environment(): Ptr {
  const d = PyDict_New()
  if (d === 0) return 0
  for (const [name, value] of Object.entries(system.environment)) {
    const k = newBytes(encoder.encode(name))
    const v = newBytes(encoder.encode(value))
    PyDict_SetItem(d, k, v)
    Py_DECREF(k)
    Py_DECREF(v)
  }
  return d
}

function randomBytes(fname: string, o: Ptr): Ptr {
  const n = ssizeArg(o)
  if (n === null) return 0
  if (n < 0) return raise(PyExc_ValueError, 'negative argument not allowed')
  void fname
  const bytes = new Uint8Array(n)
  system.random(bytes)
  return newBytes(bytes)
}

/** os._exit() cannot stop the host's thread at once: the exit is an exception that nothing should catch. */
function exitNow(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('_exit', nargs, 1, 1)) return 0
  PyErr_SetObject(PyExc_SystemExit, arg(args, 0))
  return 0
}

function normpath(text: string): string {
  if (text === '') return '.'
  const slashes = text.startsWith('//') && !text.startsWith('///') ? '//' : text.startsWith('/') ? '/' : ''
  const out: string[] = []
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..' || (slashes === '' && out.length === 0) || out.at(-1) === '..') out.push(part)
    else if (out.length > 0) out.pop()
  }
  return slashes + out.join('/') || '.'
}

const processFunctions: Record<string, MethodSpec> = {
  getpid: fixed(PID),
  getppid: fixed(1),
  getpgrp: fixed(PID),
  getuid: fixed(1000),
  geteuid: fixed(1000),
  getgid: fixed(1000),
  getegid: fixed(1000),
  getgroups: NOARGS(() => listOf([PyLong_FromLong(1000)])),
  getlogin: NOARGS(() => newStr('user')),
  cpu_count: fixed(1),
  sched_getaffinity: O(() => callTracingUnsupported('os.sched_getaffinity()')),
  sched_yield: NOARGS(none),
  urandom: O((_m, o) => randomBytes('urandom', o)),
  getrandom: FAST((_m, args, nargs) =>
    checkPositional('getrandom', nargs, 1, 2) ? randomBytes('getrandom', arg(args, 0)) : 0,
  ),
  strerror: O((_m, o) => {
    const n = intArg(o)
    return n === null ? 0 : newStr(strerror(n))
  }),
  uname: NOARGS(() =>
    structSequence(
      UnameResult_Type,
      ['Linux', 'pymemlab', '6.1.0', '#1 SMP', 'x86_64'].map((t) => newStr(t)),
    ),
  ),
  times: NOARGS(() => {
    const s = system.now() / 1e9
    return structSequence(
      TimesResult_Type,
      [s, 0, 0, 0, s].map((v) => PyFloat_FromDouble(v)),
    )
  }),
  getloadavg: FAST(() => callTracingUnsupported('os.getloadavg()')),
  putenv: FAST(none),
  unsetenv: FAST(none),
  register_at_fork: FASTKW(none),
  _exit: FAST(exitNow),
  _path_normpath: O((_m, o) => {
    return newStr(normpath(strToJS(o)))
  }),
  ...unsupported('abort', 'fork', 'kill', 'pipe', 'system', 'execv', 'execve', 'waitpid', 'wait', 'chown', 'mkfifo'),
}

defineModule({
  name: 'posix',
  methods: { ...fileFunctions, ...directoryFunctions, ...processFunctions, ...waitFunctions },
  heapTypes: [
    StatResult_Type,
    StatvfsResult_Type,
    TerminalSize_Type,
    TimesResult_Type,
    UnameResult_Type,
    DirEntry_Type,
    ScandirIterator_Type,
  ],
  exec: (_m, dict) => {
    for (const [name, n] of Object.entries({ ...CONSTANTS, ...WAIT_CONSTANTS }))
      if (addOwned(dict, name, PyLong_FromLong(n)) < 0) return -1
    if (addOwned(dict, 'environ', environment()) < 0) return -1
    if (addOwned(dict, '_have_functions', textList(['HAVE_LSTAT'])) < 0) return -1
    const types: [string, Ptr][] = [
      ['error', PyExc_OSError],
      ['stat_result', StatResult_Type],
      ['statvfs_result', StatvfsResult_Type],
      ['terminal_size', TerminalSize_Type],
      ['times_result', TimesResult_Type],
      ['uname_result', UnameResult_Type],
      ['DirEntry', DirEntry_Type],
    ]
    for (const [name, type] of types) if (addObject(dict, name, type) < 0) return -1
    return 0
  },
})
