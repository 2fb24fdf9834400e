/** Functions of posix on files, descriptors and paths. */
import { type Ptr, u8 } from '../../memory/heap'
import { PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { PySequence_GetItem } from '../../object/abstract/sequence-protocol'
import { arg, FAST, FASTKW, type MethodSpec, NOARGS, O } from '../../object/define'
import { PyErr_SetObject, raise } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../../object/header'
import { PyFloat_AsDouble } from '../../object/number/float-core'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { intArg, ssizeArg } from '../../object/text/arg-convert'
import { newBytes } from '../../object/text/bytes-core'
import { newStr } from '../../object/text/str-core'
import { bindArgs, checkPositional } from '../../object/type/arg-parse'
import { PyObject_Call } from '../../object/type/call-objects'
import { Py_None, PyExc_OSError, PyExc_ValueError } from '../../object/types'
import { EBADF, EINVAL, ENOTTY, strerror } from '../../vfs/errno'
import { EPOCH_NS } from '../../vfs/tree'
import { PyOS_FSPath } from '../fs-path'
import { readableView } from '../io/buffer-view'
import { offsetArg } from '../io/file-io'
import { system } from '../system'
import { bool, none, tupleOf } from '../values'
import { failed, nameLike, noDirFd, pathArg } from './path-arg'
import { statResult, streamStat } from './stat-result'

const tree = () => system.tree

function statFd(fd: number): Ptr {
  const f = system.files.get(fd)
  if (f === undefined) return failed(-EBADF)
  if (f.node !== null) return statResult(f.node)
  return streamStat(f.stream, system.files.isTerminal(fd), EPOCH_NS)
}

function stat(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const names = ['path', 'dir_fd', 'follow_symlinks']
  const a = bindArgs('stat', names, { required: 1, kwonlyFrom: 1 }, args, nargs, kwnames)
  const p = a === null ? null : pathArg('stat', a[0], { allowFd: true })
  if (a === null || p === null || !noDirFd('stat', a[1])) return 0
  const follow = a[2] === 0 ? 1 : PyObject_IsTrue(a[2])
  if (follow < 0) return 0
  if (p.fd >= 0) return statFd(p.fd)
  const n = tree().lookup(p.text, follow > 0)
  return typeof n === 'number' ? failed(n, p) : statResult(n)
}

function lstat(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('lstat', ['path', 'dir_fd'], { required: 1, kwonlyFrom: 1 }, args, nargs, kwnames)
  const p = a === null ? null : pathArg('lstat', a[0])
  if (a === null || p === null || !noDirFd('lstat', a[1])) return 0
  const n = tree().lookup(p.text, false)
  return typeof n === 'number' ? failed(n, p) : statResult(n)
}

/** f(path[, ...]) where the result is a negative error number or fine. */
function onPath(fname: string, names: string[], f: (path: string, rest: Ptr[]) => number | null): MethodSpec {
  return FASTKW((_m, args, nargs, kwnames) => {
    const a = bindArgs(fname, ['path', ...names], { required: 1 }, args, nargs, kwnames)
    const p = a === null ? null : pathArg(fname, a[0])
    if (a === null || p === null) return 0
    const dirFd = names.indexOf('dir_fd')
    if (dirFd >= 0 && !noDirFd(fname, a[dirFd + 1])) return 0
    const r = f(p.text, a.slice(1))
    if (r === null) return 0
    return r < 0 ? failed(r, p) : none()
  })
}

/** f(src, dst). */
function onTwoPaths(fname: string, f: (src: string, dst: string) => number): MethodSpec {
  return FASTKW((_m, args, nargs, kwnames) => {
    const names = ['src', 'dst', 'src_dir_fd', 'dst_dir_fd', 'follow_symlinks']
    const a = bindArgs(fname, names, { required: 2, kwonlyFrom: 2 }, args, nargs, kwnames)
    const src = a === null ? null : pathArg(fname, a[0], { name: 'src' })
    const dst = a === null || src === null ? null : pathArg(fname, a[1], { name: 'dst' })
    if (src === null || dst === null) return 0
    const r = f(src.text, dst.text)
    return r < 0 ? raiseTwo(-r, a as Ptr[]) : none()
  })
}

function raiseTwo(errno: number, a: Ptr[]): 0 {
  const args = tupleOf([PyLong_FromSsize_t(errno), newStr(strerror(errno)), Py_NewRef(a[0]), none(), Py_NewRef(a[1])])
  if (args === 0) return 0
  const exc = PyObject_Call(PyExc_OSError, args, 0)
  Py_DECREF(args)
  if (exc === 0) return 0
  PyErr_SetObject(Py_TYPE(exc), exc)
  Py_DECREF(exc)
  return 0
}

function chdir(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('chdir', ['path'], { required: 1 }, args, nargs, kwnames)
  const p = a === null ? null : pathArg('chdir', a[0], { allowFd: true })
  if (p === null) return 0
  const r = tree().chdir(p.text)
  return r < 0 ? failed(r, p) : none()
}

function access(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const names = ['path', 'mode', 'dir_fd', 'effective_ids', 'follow_symlinks']
  const a = bindArgs('access', names, { required: 2, kwonlyFrom: 2 }, args, nargs, kwnames)
  const p = a === null ? null : pathArg('access', a[0])
  const mode = a === null ? null : intArg(a[1])
  if (p === null || mode === null) return 0
  const n = tree().lookup(p.text)
  if (typeof n === 'number') return bool(false)
  return bool((mode & 1) === 0 || n.kind === 'directory' || (n.mode & 0o111) !== 0)
}

function readlink(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('readlink', ['path', 'dir_fd'], { required: 1, kwonlyFrom: 1 }, args, nargs, kwnames)
  const p = a === null ? null : pathArg('readlink', a[0])
  if (p === null) return 0
  const n = tree().lookup(p.text, false)
  if (typeof n === 'number') return failed(n, p)
  return n.kind === 'link' ? nameLike(p, n.target) : failed(-EINVAL, p)
}

function open(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const names = ['path', 'flags', 'mode', 'dir_fd']
  const a = bindArgs('open', names, { required: 2, kwonlyFrom: 3 }, args, nargs, kwnames)
  const p = a === null ? null : pathArg('open', a[0])
  if (a === null || p === null || !noDirFd('open', a[3])) return 0
  const flags = intArg(a[1])
  const mode = a[2] === 0 ? 0o777 : intArg(a[2])
  if (flags === null || mode === null) return 0
  const fd = system.files.open(p.text, flags, mode)
  return fd < 0 ? failed(fd, p) : PyLong_FromSsize_t(fd)
}

/** f(fd, ...ints): a negative result is an error. */
function onFd(
  fname: string,
  count: number,
  f: (fd: number, rest: number[]) => number | Ptr,
  asInt = false,
): MethodSpec {
  return FAST((_m, args, nargs) => {
    if (!checkPositional(fname, nargs, count, count)) return 0
    const numbers: number[] = []
    for (let i = 0; i < count; i++) {
      const n = i === 0 ? intArg(arg(args, i)) : offsetArg(arg(args, i))
      if (n === null) return 0
      numbers.push(n)
    }
    const r = f(numbers[0], numbers.slice(1))
    if (r < 0) return failed(r)
    return asInt ? PyLong_FromSsize_t(r) : none()
  })
}

function read(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('read', nargs, 2, 2)) return 0
  const fd = intArg(arg(args, 0))
  const n = ssizeArg(arg(args, 1))
  if (fd === null || n === null) return 0
  if (n < 0) return failed(-EINVAL)
  const data = system.files.read(fd, n)
  return typeof data === 'number' ? failed(data) : newBytes(data)
}

function write(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('write', nargs, 2, 2)) return 0
  const fd = intArg(arg(args, 0))
  if (fd === null) return 0
  const view = readableView(arg(args, 1))
  if (view === null) return 0
  const r = system.files.write(fd, u8.subarray(view.start, view.start + view.length))
  view.release()
  return r < 0 ? failed(r) : PyLong_FromSsize_t(r)
}

/** times=None, ns=...: the modification time of a path. */
function utime(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const names = ['path', 'times', 'ns', 'dir_fd', 'follow_symlinks']
  const a = bindArgs('utime', names, { required: 1, kwonlyFrom: 2 }, args, nargs, kwnames)
  const p = a === null ? null : pathArg('utime', a[0], { allowFd: true })
  if (a === null || p === null) return 0
  const n = tree().lookup(p.text)
  if (typeof n === 'number') return failed(n, p)
  const times = a[1] === Py_None ? 0 : a[1]
  if (times !== 0 && a[2] !== 0) {
    return raise(PyExc_ValueError, "utime: you may specify either 'times' or 'ns' but not both")
  }
  if (times === 0 && a[2] === 0) {
    n.mtime = EPOCH_NS + system.now()
    return none()
  }
  const pair = times || a[2]
  const second = PySequence_GetItem(pair, 1)
  if (second === 0) return 0
  const value = PyFloat_AsDouble(second)
  Py_DECREF(second)
  if (value === -1 && PyErr_Occurred()) return 0
  n.mtime = times !== 0 ? value * 1e9 : value
  return none()
}

function truncate(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('truncate', ['path', 'length'], { required: 2 }, args, nargs, kwnames)
  const p = a === null ? null : pathArg('truncate', a[0], { allowFd: true })
  const n = a === null ? null : offsetArg(a[1])
  if (p === null || n === null) return 0
  if (p.fd >= 0) {
    const r = system.files.truncate(p.fd, n)
    return r < 0 ? failed(r, p) : none()
  }
  const node = tree().lookup(p.text)
  if (typeof node === 'number') return failed(node, p)
  if (node.kind !== 'file' || n < 0) return failed(-EINVAL, p)
  tree().contents(node)
  tree().resize(node, n)
  return none()
}

const chmodMode = (path: string, rest: Ptr[]): number | null => {
  const mode = intArg(rest[0])
  if (mode === null) return null
  const n = tree().lookup(path)
  if (typeof n === 'number') return n
  n.mode = (n.mode & ~0o7777) | (mode & 0o7777)
  return 0
}

let umask = 0o022

export const fileFunctions: Record<string, MethodSpec> = {
  stat: FASTKW(stat),
  lstat: FASTKW(lstat),
  fstat: onFdStat(),
  access: FASTKW(access),
  chdir: FASTKW(chdir),
  chmod: FASTKW((m, args, nargs, kwnames) => {
    void m
    const names = ['path', 'mode', 'dir_fd', 'follow_symlinks']
    const a = bindArgs('chmod', names, { required: 2, kwonlyFrom: 2 }, args, nargs, kwnames)
    const p = a === null ? null : pathArg('chmod', a[0], { allowFd: true })
    if (a === null || p === null) return 0
    const r = chmodMode(p.text, [a[1]])
    return r === null ? 0 : r < 0 ? failed(r, p) : none()
  }),
  getcwd: NOARGS(() => newStr(tree().pathOf(tree().cwd))),
  getcwdb: NOARGS(() => newBytes(new TextEncoder().encode(tree().pathOf(tree().cwd)))),
  link: onTwoPaths('link', (src, dst) => tree().link(src, dst, true)),
  symlink: onTwoPaths('symlink', (src, dst) => tree().symlink(src, dst)),
  readlink: FASTKW(readlink),
  mkdir: onPath('mkdir', ['mode', 'dir_fd'], (path, rest) => {
    const mode = rest[0] === 0 ? 0o777 : intArg(rest[0])
    return mode === null ? null : tree().mkdir(path, mode & ~umask)
  }),
  rmdir: onPath('rmdir', ['dir_fd'], (path) => tree().rmdir(path)),
  remove: onPath('remove', ['dir_fd'], (path) => tree().unlink(path)),
  unlink: onPath('unlink', ['dir_fd'], (path) => tree().unlink(path)),
  rename: onTwoPaths('rename', (src, dst) => tree().rename(src, dst)),
  replace: onTwoPaths('replace', (src, dst) => tree().rename(src, dst)),
  truncate: FASTKW(truncate),
  utime: FASTKW(utime),
  open: FASTKW(open),
  close: onFd('close', 1, (fd) => system.files.close(fd)),
  closerange: onFd('closerange', 2, (from, [to]) => {
    for (let fd = from; fd < to; fd++) system.files.close(fd)
    return 0
  }),
  dup: onFd('dup', 1, (fd) => system.files.dup(fd), true),
  dup2: FASTKW((m, args, nargs, kwnames) => {
    void m
    const a = bindArgs('dup2', ['fd', 'fd2', 'inheritable'], { required: 2 }, args, nargs, kwnames)
    const from = a === null ? null : intArg(a[0])
    const to = a === null ? null : intArg(a[1])
    if (from === null || to === null) return 0
    const r = system.files.dup(from, to)
    return r < 0 ? failed(r) : PyLong_FromSsize_t(r)
  }),
  lseek: onFd('lseek', 3, (fd, [offset, whence]) => system.files.seek(fd, offset, whence), true),
  read: FAST(read),
  write: FAST(write),
  ftruncate: onFd('ftruncate', 2, (fd, [n]) => system.files.truncate(fd, n)),
  fsync: onFd('fsync', 1, (fd) => (system.files.get(fd) ? 0 : -EBADF)),
  isatty: O((_m, o) => {
    const fd = intArg(o)
    return fd === null ? 0 : bool(system.files.isTerminal(fd))
  }),
  get_terminal_size: FAST(() => failed(-ENOTTY)),
  get_inheritable: O(() => bool(false)),
  set_inheritable: FAST(none),
  get_blocking: O(() => bool(true)),
  set_blocking: FAST(none),
  umask: O((_m, o) => {
    const mask = intArg(o)
    if (mask === null) return 0
    const old = umask
    umask = mask & 0o777
    return PyLong_FromSsize_t(old)
  }),
  fspath: FASTKW((m, args, nargs, kwnames) => {
    void m
    const a = bindArgs('fspath', ['path'], { required: 1 }, args, nargs, kwnames)
    return a === null ? 0 : PyOS_FSPath(a[0])
  }),
  device_encoding: O((_m, o) => {
    const fd = intArg(o)
    return fd === null ? 0 : system.files.isTerminal(fd) ? newStr('UTF-8') : none()
  }),
}
function onFdStat(): MethodSpec {
  return FASTKW((_m, args, nargs, kwnames) => {
    const a = bindArgs('fstat', ['fd'], { required: 1 }, args, nargs, kwnames)
    const fd = a === null ? null : intArg(a[0])
    return fd === null ? 0 : statFd(fd)
  })
}
