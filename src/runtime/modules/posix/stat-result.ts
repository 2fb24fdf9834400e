/** os.stat_result and friends. */
import type { Ptr } from '../../memory/heap'
import { defineStructSequence, structSequence } from '../../object/container/structseq'
import { PyFloat_FromDouble } from '../../object/number/float-core'
import { longFromBigInt, PyLong_FromSsize_t } from '../../object/number/int-core'
import { moduleHeapType } from '../../object/types'
import { type Node, nodeSize } from '../../vfs/tree'

export const StatResult_Type = moduleHeapType()
export const TerminalSize_Type = moduleHeapType()
export const UnameResult_Type = moduleHeapType()
export const TimesResult_Type = moduleHeapType()
export const StatvfsResult_Type = moduleHeapType()

defineStructSequence(StatResult_Type, {
  name: 'os.stat_result',
  heap: true,
  visible: 10,
  fields: [
    'st_mode',
    'st_ino',
    'st_dev',
    'st_nlink',
    'st_uid',
    'st_gid',
    'st_size',
    null,
    null,
    null,
    'st_atime',
    'st_mtime',
    'st_ctime',
    'st_atime_ns',
    'st_mtime_ns',
    'st_ctime_ns',
    'st_blksize',
    'st_blocks',
    'st_rdev',
  ],
})
defineStructSequence(TerminalSize_Type, { name: 'os.terminal_size', heap: true, fields: ['columns', 'lines'] })
defineStructSequence(UnameResult_Type, {
  name: 'posix.uname_result',
  heap: true,
  fields: ['sysname', 'nodename', 'release', 'version', 'machine'],
})
defineStructSequence(TimesResult_Type, {
  name: 'posix.times_result',
  heap: true,
  fields: ['user', 'system', 'children_user', 'children_system', 'elapsed'],
})
defineStructSequence(StatvfsResult_Type, {
  name: 'os.statvfs_result',
  heap: true,
  visible: 10,
  fields: [
    'f_bsize',
    'f_frsize',
    'f_blocks',
    'f_bfree',
    'f_bavail',
    'f_files',
    'f_ffree',
    'f_favail',
    'f_flag',
    'f_namemax',
    'f_fsid',
  ],
})

const DEVICE = 2049
const USER_ID = 1000

interface Facts {
  mode: number
  ino: number
  nlink: number
  size: number
  mtime: number
}

function statOf(f: Facts): Ptr {
  const int = PyLong_FromSsize_t
  const seconds = Math.floor(f.mtime / 1e9)
  // nanoseconds exceed what a double holds exactly: seconds and the rest are put together as integers
  const ns = BigInt(seconds) * 1_000_000_000n + BigInt(Math.floor(f.mtime - seconds * 1e9))
  const fractional = (): Ptr => PyFloat_FromDouble(seconds + Number(ns % 1_000_000_000n) / 1e9)
  return structSequence(StatResult_Type, [
    int(f.mode),
    int(f.ino),
    int(DEVICE),
    int(f.nlink),
    int(USER_ID),
    int(USER_ID),
    int(f.size),
    int(seconds),
    int(seconds),
    int(seconds),
    fractional(),
    fractional(),
    fractional(),
    longFromBigInt(ns),
    longFromBigInt(ns),
    longFromBigInt(ns),
    int(4096),
    int(Math.ceil(f.size / 512)),
    int(0),
  ])
}

export const statResult = (n: Node): Ptr =>
  statOf({ mode: n.mode, ino: n.ino, nlink: n.nlink, size: nodeSize(n), mtime: n.mtime })

/** A standard stream: a terminal or a pipe. */
export const streamStat = (fd: number, terminal: boolean, mtime: number): Ptr =>
  statOf({ mode: terminal ? 0o020620 : 0o010600, ino: fd + 1, nlink: 1, size: 0, mtime })
