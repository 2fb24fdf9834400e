/** The module _signal. Signals come from outside the process: only SIGINT does here, as KeyboardInterrupt (Modules/signalmodule.c). */

import type { Ptr } from '../memory/heap'
import { PyObject_GetAttr } from '../object/abstract/object-protocol'
import { PyCallable_Check } from '../object/call'
import { arg, FAST, type MethodSpec, NOARGS, O } from '../object/define'
import { raise, raiseNone, typeError } from '../object/errors'
import { addRoots } from '../object/extra-roots'
import { Py_NewRef, Py_XDECREF } from '../object/header'
import { PyLong_FromLong } from '../object/number/int-core'
import { intArg } from '../object/text/arg-convert'
import { newStr } from '../object/text/str-core'
import { checkPositional } from '../object/type/arg-parse'
import { PyExc_KeyboardInterrupt, PyExc_OSError, PyExc_ValueError } from '../object/types'
import { addOwned, defineModule } from './define-module'
import { exceptionClass } from './exception-class'
import { callTracingUnsupported } from './unsupported'
import { none } from './values'

const CONSTANTS: Record<string, number> = {
  ITIMER_PROF: 2,
  ITIMER_REAL: 0,
  ITIMER_VIRTUAL: 1,
  NSIG: 65,
  SIGABRT: 6,
  SIGALRM: 14,
  SIGBUS: 7,
  SIGCHLD: 17,
  SIGCLD: 17,
  SIGCONT: 18,
  SIGFPE: 8,
  SIGHUP: 1,
  SIGILL: 4,
  SIGINT: 2,
  SIGIO: 29,
  SIGIOT: 6,
  SIGKILL: 9,
  SIGPIPE: 13,
  SIGPOLL: 29,
  SIGPROF: 27,
  SIGPWR: 30,
  SIGQUIT: 3,
  SIGRTMAX: 64,
  SIGRTMIN: 34,
  SIGSEGV: 11,
  SIGSTKFLT: 16,
  SIGSTOP: 19,
  SIGSYS: 31,
  SIGTERM: 15,
  SIGTRAP: 5,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGVTALRM: 26,
  SIGWINCH: 28,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIG_BLOCK: 0,
  SIG_DFL: 0,
  SIG_IGN: 1,
  SIG_SETMASK: 2,
  SIG_UNBLOCK: 1,
}
const NSIG = 65
const SIGINT = 2

/** Handlers by number (owned); 0: the default. */
const handlers: Ptr[] = new Array(NSIG).fill(0)
let defaultIntHandler: Ptr = 0
addRoots((visit) => {
  visit(defaultIntHandler)
  for (const handler of handlers) visit(handler)
})

function signalNumber(o: Ptr): number | null {
  const n = intArg(o)
  if (n === null) return null
  if (n >= 1 && n < NSIG) return n
  raise(PyExc_ValueError, 'signal number out of range')
  return null
}

const current = (n: number): Ptr => (handlers[n] !== 0 ? Py_NewRef(handlers[n]) : PyLong_FromLong(0))

function signal(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('signal', nargs, 2, 2)) return 0
  const n = signalNumber(arg(args, 0))
  if (n === null) return 0
  const handler = arg(args, 1)
  const value = PyCallable_Check(handler) ? -1 : intArg(handler)
  if (value === null || (value !== -1 && value !== 0 && value !== 1)) {
    return typeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
  }
  const old = current(n)
  Py_XDECREF(handlers[n])
  handlers[n] = Py_NewRef(handler)
  return old
}

const DESCRIPTIONS: Record<number, string> = {
  1: 'Hangup',
  2: 'Interrupt',
  3: 'Quit',
  4: 'Illegal instruction',
  6: 'Aborted',
  9: 'Killed',
  11: 'Segmentation fault',
  13: 'Broken pipe',
  14: 'Alarm clock',
  15: 'Terminated',
}

const unsupported = (name: string): MethodSpec => FAST(() => callTracingUnsupported(`signal.${name}()`))

const ItimerError = exceptionClass('signal.itimer_error', PyExc_OSError)

defineModule({
  name: '_signal',
  methods: {
    default_int_handler: FAST(() => raiseNone(PyExc_KeyboardInterrupt)),
    alarm: unsupported('alarm'),
    setitimer: unsupported('setitimer'),
    getitimer: unsupported('getitimer'),
    signal: FAST(signal),
    raise_signal: O((_m, o) => {
      const n = signalNumber(o)
      if (n === null) return 0
      if (n !== SIGINT) return callTracingUnsupported(`signal.raise_signal(${n})`)
      return raiseNone(PyExc_KeyboardInterrupt)
    }),
    strsignal: O((_m, o) => {
      const n = signalNumber(o)
      if (n === null) return 0
      return DESCRIPTIONS[n] === undefined ? none() : newStr(DESCRIPTIONS[n])
    }),
    getsignal: O((_m, o) => {
      const n = signalNumber(o)
      return n === null ? 0 : current(n)
    }),
    set_wakeup_fd: unsupported('set_wakeup_fd'),
    siginterrupt: FAST(none),
    pause: unsupported('pause'),
    pthread_kill: unsupported('pthread_kill'),
    pthread_sigmask: unsupported('pthread_sigmask'),
    sigpending: unsupported('sigpending'),
    sigwait: unsupported('sigwait'),
    sigwaitinfo: unsupported('sigwaitinfo'),
    sigtimedwait: unsupported('sigtimedwait'),
    valid_signals: NOARGS(() => callTracingUnsupported('signal.valid_signals()')),
  },
  exec: (module, dict) => {
    for (const [name, n] of Object.entries(CONSTANTS)) if (addOwned(dict, name, PyLong_FromLong(n)) < 0) return -1
    if (ItimerError.addTo(dict, 'ItimerError') < 0) return -1
    const name = newStr('default_int_handler')
    defaultIntHandler = PyObject_GetAttr(module, name)
    Py_XDECREF(name)
    if (defaultIntHandler === 0) return -1
    handlers[SIGINT] = Py_NewRef(defaultIntHandler)
    return 0
  },
})
