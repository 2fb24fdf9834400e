import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { compile } from '../../src/runtime/compile'
import { differences, findPython311, normalizeCode, Oracle, unitToJson } from '../tools/compile-oracle'

/** Modules of the standard library, compiled here and by the real CPython 3.11 where one is found. */
const MODULES = `abc argparse ast base64 bisect calendar cmd codecs collections/__init__ configparser contextlib copy
dataclasses datetime decimal difflib dis doctest enum fractions functools gettext heapq inspect ipaddress json/decoder keyword
locale logging/__init__ mailbox numbers opcode operator os pathlib pdb pickle pickletools platform pprint queue random
re/_parser reprlib selectors shutil statistics string subprocess tarfile tempfile textwrap threading timeit token tokenize
trace traceback tracemalloc types typing unittest/mock unittest/case uuid warnings weakref zipfile asyncio/tasks
asyncio/base_events concurrent/futures/process importlib/_bootstrap xml/etree/ElementTree email/_header_value_parser`.split(
  /\s+/,
)

const python = findPython311()

describe.skipIf(python === null)('against the real CPython 3.11', () => {
  const command = python ?? ''
  const script = 'import os; print(os.path.dirname(os.__file__))'
  const lib = spawnSync(command, ['-S', '-c', script], { encoding: 'utf8' }).stdout.trim()
  const oracle = new Oracle(command)
  afterAll(() => oracle.close())

  test.each(MODULES)('%s', async (name) => {
    const file = join(lib, `${name}.py`)
    const answer = await oracle.ask({ file, filename: file })
    if (answer.code === undefined) throw new Error(JSON.stringify(answer.error))
    const unit = compile(answer.source ?? readFileSync(file, 'utf8'), file, 'exec')
    expect(differences(unitToJson(unit), normalizeCode(answer.code))).toEqual([])
  })
})
