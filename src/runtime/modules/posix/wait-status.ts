/** Exit statuses of child processes: pure arithmetic on the status word, and waiting, which finds no child. */
import type { Ptr } from '../../memory/heap'
import { FAST, type MethodSpec, O } from '../../object/define'
import { raise } from '../../object/errors'
import { raiseOSError } from '../../object/exception/os-error'
import { PyLong_FromLong } from '../../object/number/int-core'
import { intArg } from '../../object/text/arg-convert'
import { PyExc_ValueError } from '../../object/types'
import { strerror } from '../../vfs/errno'
import { bool } from '../values'

const ECHILD = 10

export const WAIT_CONSTANTS: Record<string, number> = {
  WNOHANG: 1,
  WUNTRACED: 2,
  WSTOPPED: 2,
  WEXITED: 4,
  WCONTINUED: 8,
  WNOWAIT: 0x1000000,
}

const signalOf = (status: number): number => status & 0x7f
const exitStatus = (status: number): number => (status >> 8) & 0xff
const exited = (status: number): boolean => signalOf(status) === 0
const stopped = (status: number): boolean => (status & 0xff) === 0x7f
const continued = (status: number): boolean => status === 0xffff
const signaled = (status: number): boolean => !exited(status) && !stopped(status) && !continued(status)

const onStatus = (f: (status: number) => Ptr): MethodSpec =>
  O((_m, o) => {
    const status = intArg(o)
    return status === null ? 0 : f(status)
  })

function exitCode(status: number): Ptr {
  if (exited(status)) return PyLong_FromLong(exitStatus(status))
  if (signaled(status)) return PyLong_FromLong(-signalOf(status))
  if (stopped(status)) {
    return raise(PyExc_ValueError, `process stopped by delivery of signal ${exitStatus(status)}`)
  }
  return raise(PyExc_ValueError, `invalid wait status: ${status}`)
}

const noChild = FAST((): Ptr => raiseOSError(ECHILD, strerror(ECHILD)))

export const waitFunctions: Record<string, MethodSpec> = {
  WIFEXITED: onStatus((s) => bool(exited(s))),
  WIFSIGNALED: onStatus((s) => bool(signaled(s))),
  WIFSTOPPED: onStatus((s) => bool(stopped(s))),
  WIFCONTINUED: onStatus((s) => bool(continued(s))),
  WCOREDUMP: onStatus((s) => bool((s & 0x80) !== 0)),
  WEXITSTATUS: onStatus((s) => PyLong_FromLong(exitStatus(s))),
  WTERMSIG: onStatus((s) => PyLong_FromLong(signalOf(s))),
  WSTOPSIG: onStatus((s) => PyLong_FromLong(exitStatus(s))),
  waitstatus_to_exitcode: onStatus(exitCode),
  wait: noChild,
  waitpid: noChild,
}
