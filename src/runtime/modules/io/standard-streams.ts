/** sys.stdin, sys.stdout and sys.stderr (Python/pylifecycle.c, create_stdio). */
import type { Ptr } from '../../memory/heap'
import { Py_DECREF } from '../../object/header'
import { PyLong_FromLong } from '../../object/number/int-core'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { system } from '../system'
import { newBuffered } from './buffered'
import { newFile } from './file-io'
import * as io from './io-core'
import { newText } from './text-io'

const ID = { mode: _Py_ID('mode'), name: _Py_ID('name') }

/** The text stream over descriptor fd; line buffered when it is a terminal or stderr. */
export function createStandardStream(fd: 0 | 1 | 2): Ptr {
  const number = PyLong_FromLong(fd)
  const raw = newFile(number, fd === 0 ? 'rb' : 'wb', false, 0)
  Py_DECREF(number)
  if (raw === 0) return 0
  const name = newStr(['<stdin>', '<stdout>', '<stderr>'][fd])
  io.setDictField(raw, io.FILEIO_DICT, ID.name, name)
  Py_DECREF(name)
  const buffer = newBuffered(
    fd === 0 ? io.PyBufferedReader_Type : io.PyBufferedWriter_Type,
    raw,
    io.DEFAULT_BUFFER_SIZE,
  )
  Py_DECREF(raw)
  if (buffer === 0) return 0
  const stream = newText(buffer, {
    encoding: 'utf-8',
    errors: fd === 2 ? 'backslashreplace' : 'strict',
    newline: fd === 0 ? null : '\n',
    lineBuffering: fd === 2 || system.files.isTerminal(fd),
    writeThrough: false,
  })
  Py_DECREF(buffer)
  if (stream === 0) return 0
  const mode = newStr(fd === 0 ? 'r' : 'w')
  io.setDictField(stream, io.TEXT_DICT, ID.mode, mode)
  Py_DECREF(mode)
  return stream
}
