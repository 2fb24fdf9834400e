/**
 * The modules behind subprocess and selectors. The simulated process is alone: there is no kernel that could start another
 * one or wait for descriptors, so the functions fail as system calls fail that a kernel does not have (ENOSYS).
 */
import type { Ptr } from '../memory/heap'
import { FAST } from '../object/define'
import { raiseOSError } from '../object/exception/os-error'
import { Py_NewRef } from '../object/header'
import { PyExc_OSError } from '../object/types'
import { strerror } from '../vfs/errno'
import { addOwned, defineModule } from './define-module'

const ENOSYS = 38
const notImplemented = FAST((): Ptr => raiseOSError(ENOSYS, strerror(ENOSYS)))

defineModule({ name: '_posixsubprocess', methods: { fork_exec: notImplemented } })

defineModule({
  name: 'select',
  methods: { select: notImplemented },
  exec: (_module, dict) => addOwned(dict, 'error', Py_NewRef(PyExc_OSError)),
})
