/** The module _stat: constants of file modes and the functions that test them. */
import type { Ptr } from '../memory/heap'
import { type MethodSpec, O } from '../object/define'
import { PyErr_Occurred } from '../object/errors-core'
import { PyLong_AsLong, PyLong_FromLong } from '../object/number/int-core'
import { newStr } from '../object/text/str-core'
import { addOwned, defineModule } from './define-module'
import { bool } from './values'

const CONSTANTS: Record<string, number> = {
  S_IFDIR: 0o40000,
  S_IFCHR: 0o20000,
  S_IFBLK: 0o60000,
  S_IFREG: 0o100000,
  S_IFIFO: 0o10000,
  S_IFLNK: 0o120000,
  S_IFSOCK: 0o140000,
  S_IFDOOR: 0,
  S_IFPORT: 0,
  S_IFWHT: 0,
  S_ISUID: 2048,
  S_ISGID: 1024,
  S_ISVTX: 512,
  S_ENFMT: 1024,
  S_IREAD: 256,
  S_IWRITE: 128,
  S_IEXEC: 64,
  S_IRWXU: 448,
  S_IRUSR: 256,
  S_IWUSR: 128,
  S_IXUSR: 64,
  S_IRWXG: 56,
  S_IRGRP: 32,
  S_IWGRP: 16,
  S_IXGRP: 8,
  S_IRWXO: 7,
  S_IROTH: 4,
  S_IWOTH: 2,
  S_IXOTH: 1,
  UF_NODUMP: 1,
  UF_IMMUTABLE: 2,
  UF_APPEND: 4,
  UF_OPAQUE: 8,
  UF_NOUNLINK: 16,
  UF_COMPRESSED: 32,
  UF_HIDDEN: 32768,
  SF_ARCHIVED: 65536,
  SF_IMMUTABLE: 131072,
  SF_APPEND: 262144,
  SF_NOUNLINK: 1048576,
  SF_SNAPSHOT: 2097152,
  ST_MODE: 0,
  ST_INO: 1,
  ST_DEV: 2,
  ST_NLINK: 3,
  ST_UID: 4,
  ST_GID: 5,
  ST_SIZE: 6,
  ST_ATIME: 7,
  ST_MTIME: 8,
  ST_CTIME: 9,
}

/** f(mode) for a Python int; 0 with an error set. */
const onMode =
  (f: (mode: number) => Ptr) =>
  (_m: Ptr, o: Ptr): Ptr => {
    const mode = PyLong_AsLong(o)
    return mode === -1 && PyErr_Occurred() ? 0 : f(mode)
  }

const isKind = (kind: number): MethodSpec => O(onMode((mode) => bool((mode & 0o170000) === kind)))
const never: MethodSpec = O(onMode(() => bool(false)))

const KINDS: [number, string][] = [
  [0o120000, 'l'],
  [0o140000, 's'],
  [0o100000, '-'],
  [0o060000, 'b'],
  [0o040000, 'd'],
  [0o020000, 'c'],
  [0o010000, 'p'],
]

/** The mode as `ls -l` shows it. */
export function fileMode(mode: number): string {
  const kind = KINDS.find(([k]) => (mode & 0o170000) === k)?.[1] ?? '?'
  let text = kind
  for (const [shift, special, letter] of [
    [6, 0o4000, 's'],
    [3, 0o2000, 's'],
    [0, 0o1000, 't'],
  ] as [number, number, string][]) {
    const bits = mode >> shift
    text += bits & 4 ? 'r' : '-'
    text += bits & 2 ? 'w' : '-'
    if (mode & special) text += bits & 1 ? letter : letter.toUpperCase()
    else text += bits & 1 ? 'x' : '-'
  }
  return text
}

defineModule({
  name: '_stat',
  methods: {
    S_ISDIR: isKind(0o040000),
    S_ISCHR: isKind(0o020000),
    S_ISBLK: isKind(0o060000),
    S_ISREG: isKind(0o100000),
    S_ISFIFO: isKind(0o010000),
    S_ISLNK: isKind(0o120000),
    S_ISSOCK: isKind(0o140000),
    S_ISDOOR: never,
    S_ISPORT: never,
    S_ISWHT: never,
    S_IMODE: O(onMode((mode) => PyLong_FromLong(mode & 0o7777))),
    S_IFMT: O(onMode((mode) => PyLong_FromLong(mode & 0o170000))),
    filemode: O(onMode((mode) => newStr(fileMode(mode)))),
  },
  exec: (_m, dict) => {
    for (const [name, n] of Object.entries(CONSTANTS)) if (addOwned(dict, name, PyLong_FromLong(n)) < 0) return -1
    return 0
  },
})
