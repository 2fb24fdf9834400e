/** os.listdir, os.scandir and os.DirEntry. */
import type { Ptr } from '../../memory/heap'
import { PyObject_SelfIter } from '../../object/abstract/iter-protocol'
import { PyObject_IsTrue, reprJS } from '../../object/abstract/object-protocol'
import { PyObject_Free, PyObject_New } from '../../object/alloc'
import { defineType, FAST, FASTKW, type MethodSpec, NOARGS } from '../../object/define'
import { Py_NewRef, Py_XDECREF } from '../../object/header'
import { TPFLAGS_DEFAULT, TPFLAGS_DISALLOW_INSTANTIATION, TPFLAGS_HAVE_FINALIZE } from '../../object/layout'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { newStr } from '../../object/text/str-core'
import { bindArgs } from '../../object/type/arg-parse'
import { moduleHeapType } from '../../object/types'
import { EBADF, ENOENT, ENOTDIR } from '../../vfs/errno'
import type { DirectoryNode, Node } from '../../vfs/tree'
import { traverseWords } from '../io/io-base'
import { setWord, word } from '../io/io-core'
import { system } from '../system'
import { bool, listOf, none } from '../values'
import { failed, nameLike, type PathArg, pathArg } from './path-arg'
import { statResult } from './stat-result'

export const DirEntry_Type = moduleHeapType()
export const ScandirIterator_Type = moduleHeapType()

function directoryAt(p: PathArg): DirectoryNode | number {
  const n = p.fd >= 0 ? (system.files.get(p.fd)?.node ?? -EBADF) : system.tree.lookup(p.text)
  if (typeof n === 'number') return n
  return n.kind === 'directory' ? n : -ENOTDIR
}

function listdir(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('listdir', ['path'], {}, args, nargs, kwnames)
  const p = a === null ? null : pathArg('listdir', a[0], { allowFd: true, nullable: true })
  if (p === null) return 0
  const d = directoryAt(p)
  if (typeof d === 'number') return failed(d, p)
  return listOf([...system.tree.entries(d).keys()].map((name) => nameLike(p, name)))
}

// A DirEntry holds its name and path; what is behind them is looked up by path when asked for.
const ENTRY_NAME = 16
const ENTRY_PATH = 24
const SIZEOF_ENTRY = 72
const SIZEOF_SCANDIR = 104

/** Iterators by address: names left to give. */
const running = new Map<Ptr, { p: PathArg; prefix: string; names: string[] }>()

function scandir(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('scandir', ['path'], {}, args, nargs, kwnames)
  const p = a === null ? null : pathArg('scandir', a[0], { allowFd: true, nullable: true })
  if (p === null) return 0
  const d = directoryAt(p)
  if (typeof d === 'number') return failed(d, p)
  const it = PyObject_New(ScandirIterator_Type, SIZEOF_SCANDIR)
  if (it === 0) return 0
  const base = p.fd >= 0 ? system.tree.pathOf(d) : p.text
  running.set(it, { p, prefix: base.endsWith('/') ? base : `${base}/`, names: [...system.tree.entries(d).keys()] })
  return it
}

function nextEntry(it: Ptr): Ptr {
  const state = running.get(it)
  const name = state?.names.shift()
  if (state === undefined || name === undefined) return 0
  const e = PyObject_New(DirEntry_Type, SIZEOF_ENTRY)
  if (e === 0) return 0
  setWord(e, ENTRY_NAME, nameLike(state.p, name))
  setWord(e, ENTRY_PATH, nameLike(state.p, state.p.fd >= 0 ? name : state.prefix + name))
  targets.set(e, state.prefix + name)
  return e
}

/** The place of each entry alive, as text. */
const targets = new Map<Ptr, string>()

function close(it: Ptr): Ptr {
  running.delete(it)
  return none()
}

defineType(ScandirIterator_Type, {
  name: 'posix.ScandirIterator',
  heap: true,
  basicsize: SIZEOF_SCANDIR,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_FINALIZE | TPFLAGS_DISALLOW_INSTANTIATION,
  dealloc: (o) => {
    running.delete(o)
    PyObject_Free(o)
  },
  iter: PyObject_SelfIter,
  iternext: nextEntry,
  methods: {
    __enter__: NOARGS((o) => Py_NewRef(o)),
    __exit__: FAST(close),
    close: NOARGS(close),
  },
})

function nodeOf(e: Ptr, follow: boolean): Node | number {
  const path = targets.get(e)
  return path === undefined ? -ENOENT : system.tree.lookup(path, follow)
}

/** follow_symlinks=True; null with an error set. */
function followArg(fname: string, args: Ptr, nargs: number, kwnames: Ptr): boolean | null {
  const a = bindArgs(fname, ['follow_symlinks'], { kwonlyFrom: 0 }, args, nargs, kwnames)
  const r = a === null ? -1 : a[0] === 0 ? 1 : PyObject_IsTrue(a[0])
  return r < 0 ? null : r > 0
}

const isKind = (fname: string, kind: Node['kind']): MethodSpec =>
  FASTKW((e, args, nargs, kwnames) => {
    const follow = followArg(fname, args, nargs, kwnames)
    if (follow === null) return 0
    const n = nodeOf(e, follow)
    return bool(typeof n !== 'number' && n.kind === kind)
  })

const entryPath = (e: Ptr): PathArg => ({ text: '', fd: -1, bytes: false, object: word(e, ENTRY_PATH) })

defineType(DirEntry_Type, {
  name: 'posix.DirEntry',
  heap: true,
  basicsize: SIZEOF_ENTRY,
  flags: TPFLAGS_DEFAULT | TPFLAGS_DISALLOW_INSTANTIATION,
  dealloc: (o) => {
    targets.delete(o)
    Py_XDECREF(word(o, ENTRY_NAME))
    Py_XDECREF(word(o, ENTRY_PATH))
    PyObject_Free(o)
  },
  traverse: traverseWords(ENTRY_NAME, ENTRY_PATH),
  repr: (e) => {
    const text = reprJS(word(e, ENTRY_NAME))
    return text === null ? 0 : newStr(`<DirEntry ${text}>`)
  },
  methods: {
    is_dir: isKind('is_dir', 'directory'),
    is_file: isKind('is_file', 'file'),
    is_symlink: NOARGS((e) => {
      const n = nodeOf(e, false)
      return bool(typeof n !== 'number' && n.kind === 'link')
    }),
    stat: FASTKW((e, args, nargs, kwnames) => {
      const follow = followArg('stat', args, nargs, kwnames)
      if (follow === null) return 0
      const n = nodeOf(e, follow)
      return typeof n === 'number' ? failed(n, entryPath(e)) : statResult(n)
    }),
    inode: NOARGS((e) => {
      const n = nodeOf(e, false)
      return typeof n === 'number' ? failed(n, entryPath(e)) : PyLong_FromSsize_t(n.ino)
    }),
    __fspath__: NOARGS((e) => Py_NewRef(word(e, ENTRY_PATH))),
  },
  members: [
    { name: 'name', offset: ENTRY_NAME, kind: 'object', readonly: true },
    { name: 'path', offset: ENTRY_PATH, kind: 'object', readonly: true },
  ],
})

export const directoryFunctions: Record<string, MethodSpec> = {
  listdir: FASTKW(listdir),
  scandir: FASTKW(scandir),
}
