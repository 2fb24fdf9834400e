/** What the lab keeps on disk: names, folders, trash, state, scenarios, recordings. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeAtomic } from '../../../src/host/atomic-file'
import { dataFolders, defaultDataFolder } from '../../../src/host/data-folder'
import { fileWithin, freeName, plainName } from '../../../src/host/file-names'
import { RecordingStore } from '../../../src/host/recording-store'
import { startRecordingWorker } from '../../../src/host/recording-worker'
import { ScenarioStore, type ScenarioStoreOptions } from '../../../src/host/scenario-store'
import { StateStore } from '../../../src/host/state-store'
import { Trash } from '../../../src/host/trash'
import { messageFor } from '../../../src/host/user-error'
import { RecordingBuilder, writeRecording } from '../../../src/lab/recording'
import { SAMPLE_COLUMNS } from '../../../src/protocol/samples'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pymemlab-stores-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}

describe('names of files', () => {
  it('are taken as they are, without extension and spaces around', () => {
    expect(plainName(' my leak.py ', '.py')).toBe('my leak')
    expect(plainName('名字', '.py')).toBe('名字')
    expect(plainName('a.b', '.py')).toBe('a.b')
  })

  it.each([
    '',
    '  ',
    '.py',
    '..',
    '.hidden',
    'a/b',
    'a\\b',
    '../up',
    'con',
    'NUL.txt',
    'a:b',
    'a\0b',
    'a\nb',
    'dot.',
    'x'.repeat(101),
  ])('are refused when no system could keep them: %j', (name) => expect(() => plainName(name, '.py')).toThrow(/name/i))

  it('never lead out of the folder, whatever they are', async () => {
    mkdirSync(join(root, 'inside'))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom('..', '.', '', 'a', '/', '\\', '\0', 'C:'), fc.string()), { maxLength: 6 }),
        async (parts) => {
          const file = await fileWithin(join(root, 'inside'), parts.join('/')).catch(() => null)
          if (file !== null) expect(file.startsWith(join(root, 'inside', '/'))).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('do not follow links out of the folder', async () => {
    write('inside/a.py', '')
    write('outside/secret.py', '')
    symlinkSync(join(root, 'outside'), join(root, 'inside/link'))
    symlinkSync(join(root, 'outside/secret.py'), join(root, 'inside/b.py'))
    const inside = join(root, 'inside')
    expect(await fileWithin(inside, 'a.py')).toBe(join(inside, 'a.py'))
    expect(await fileWithin(inside, 'new/deep.py')).toBe(join(inside, 'new/deep.py'))
    await expect(fileWithin(inside, 'link/secret.py')).rejects.toThrow('not in the folder')
    await expect(fileWithin(inside, 'link/new.py')).rejects.toThrow('not in the folder')
    await expect(fileWithin(inside, 'b.py')).rejects.toThrow('not in the folder')
  })

  it('get a number when they are taken', async () => {
    write('x.py', '')
    write('x 2.py', '')
    expect(await freeName(root, 'x', '.py')).toBe('x 3')
    expect(await freeName(root, 'y', '.py')).toBe('y')
  })
})

describe('the data folder', () => {
  it('follows the conventions of the system, or the variable', () => {
    expect(defaultDataFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/python-memory-lab')
    expect(defaultDataFolder({}, 'linux')).toMatch(/\.local\/share\/python-memory-lab$/)
    expect(defaultDataFolder({}, 'darwin')).toMatch(/Library\/Application Support\/Python Memory Lab$/)
    expect(defaultDataFolder({ APPDATA: '/roaming' }, 'win32')).toBe(join('/roaming', 'Python Memory Lab'))
    expect(defaultDataFolder({ PYMEMLAB_DATA: '/mine', XDG_DATA_HOME: '/data' }, 'linux')).toBe('/mine')
  })
})

describe('files written whole', () => {
  it('leave nothing half-written beside them', async () => {
    const file = join(root, 'deep/state.json')
    await Promise.all([1, 2, 3, 4].map((n) => writeAtomic(file, `${n}`.repeat(100_000))))
    expect(readFileSync(file, 'utf8')).toMatch(/^(1+|2+|3+|4+)$/)
    mkdirSync(join(root, 'taken'))
    await expect(writeAtomic(join(root, 'taken'), 'x')).rejects.toThrow()
    expect(readdirSync(root).sort()).toEqual(['deep', 'taken'])
    expect(readdirSync(join(root, 'deep'))).toEqual(['state.json'])
  })
})

describe('the state of the window', () => {
  const file = (): string => join(root, 'state.json')

  it('survives: another store reads what one has written', async () => {
    await new StateStore(file()).set({ a: 1, b: { c: null } })
    const second = new StateStore(file())
    await second.set({ a: 2 })
    expect(await new StateStore(file()).get()).toEqual({ a: 2, b: { c: null } })
  })

  it('joins changes that come faster than the disk', async () => {
    const store = new StateStore(file())
    await Promise.all(Array.from({ length: 200 }, (_, n) => store.set({ [`k${n}`]: n, last: n })))
    const kept = await new StateStore(file()).get()
    expect(Object.keys(kept)).toHaveLength(201)
    expect(kept.last).toBe(199)
  })

  it('starts anew when the file is damaged, and keeps the damaged one', async () => {
    for (const text of ['{"a":', '[1]', 'null', '']) {
      writeFileSync(file(), text)
      const store = new StateStore(file())
      expect(await store.get()).toEqual({})
      expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe(text)
      await store.set({ fresh: true })
      expect(await new StateStore(file()).get()).toEqual({ fresh: true })
    }
  })

  it('takes a key named __proto__ for a key', async () => {
    const store = new StateStore(file())
    await store.set(JSON.parse('{"__proto__":{"polluted":1}}'))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(readFileSync(file(), 'utf8')).toBe('{"__proto__":{"polluted":1}}')
  })

  it('reports a disk that refuses, and writes again when it does not', async () => {
    const store = new StateStore(join(root, 'gone/state.json'))
    await store.get()
    writeFileSync(join(root, 'gone'), 'a file where the folder should be')
    await expect(store.set({ a: 1 })).rejects.toThrow()
    rmSync(join(root, 'gone'))
    await store.set({ b: 2 })
    expect(await new StateStore(join(root, 'gone/state.json')).get()).toEqual({ a: 1, b: 2 })
  })
})

describe('the trash', () => {
  it('brings a file back once, to where it was, and only what it is asked for', async () => {
    write('a/x.py', 'x = 1')
    const trash = new Trash(join(root, 'trash'))
    const undo = await trash.put('scenario', join(root, 'a/x.py'))
    expect(existsSync(join(root, 'a/x.py'))).toBe(false)
    await expect(trash.takeBack('recording', undo)).rejects.toThrow('cannot be brought back')
    expect(await trash.takeBack('scenario', undo)).toBe(join(root, 'a/x.py'))
    expect(readFileSync(join(root, 'a/x.py'), 'utf8')).toBe('x = 1')
    await expect(trash.takeBack('scenario', undo)).rejects.toThrow('cannot be brought back')
    for (const forged of ['', '..', '../../etc', 'x'.repeat(36)])
      await expect(trash.takeBack('scenario', forged)).rejects.toThrow('cannot be brought back')
  })

  it('does not overwrite what has taken the place', async () => {
    write('x.py', 'old')
    const trash = new Trash(join(root, 'trash'))
    const undo = await trash.put('scenario', join(root, 'x.py'))
    write('x.py', 'new')
    await expect(trash.takeBack('scenario', undo)).rejects.toThrow('x.py exists again')
    expect(readFileSync(join(root, 'x.py'), 'utf8')).toBe('new')
  })

  it('forgets after a month', async () => {
    write('x.py', '')
    write('y.py', '')
    const trash = new Trash(join(root, 'trash'))
    const old = await trash.put('scenario', join(root, 'x.py'))
    const recent = await trash.put('scenario', join(root, 'y.py'))
    const past = Date.now() / 1000 - 31 * 24 * 3600
    utimesSync(join(root, 'trash', old), past, past)
    await trash.prune()
    expect(readdirSync(join(root, 'trash'))).toEqual([recent])
    await new Trash(join(root, 'none')).prune()
  })
})

describe('scenarios', () => {
  let changes: number
  const open = (more: Partial<ScenarioStoreOptions> = {}): ScenarioStore => {
    changes = 0
    const folders = dataFolders(join(root, 'data'))
    return new ScenarioStore({
      folders,
      bundled: join(root, 'bundled'),
      trash: new Trash(folders.trash),
      settings: new StateStore(folders.settings),
      changed: () => changes++,
      ...more,
    })
  }
  beforeEach(() => {
    write('bundled/cycles/a.py', '# /// script\n# [tool.pymemlab]\n# title = "A cycle"\n# topic = "Cycles"\n# ///\n')
    write('bundled/cycles/notes.txt', 'no scenario')
    write('bundled/__pycache__/b.py', '')
  })

  it('of the lab cannot be changed, but saved as mine', async () => {
    const store = open()
    const { scenarios } = await store.list()
    expect(scenarios).toMatchObject([{ id: 'bundled:cycles/a', title: 'A cycle', topic: 'Cycles', origin: 'bundled' }])
    await expect(store.delete('bundled:cycles/a')).rejects.toThrow('duplicate it first')
    await expect(store.rename('bundled:cycles/a', 'b')).rejects.toThrow('duplicate it first')
    const { info } = await store.save('bundled:cycles/a', 'a', 'x = 1')
    expect(info).toMatchObject({ id: 'mine:a.py', origin: 'mine' })
    await expect(store.save(null, 'a', 'x = 2')).rejects.toThrow('already')
    expect(readFileSync(join(root, 'bundled/cycles/a.py'), 'utf8')).toContain('A cycle')
    store.close()
  })

  it('are found again when a file changed behind our back, and announced', async () => {
    const store = open()
    await store.save(null, 'a', '"""First."""\n')
    const { folder } = await store.list()
    writeFileSync(join(folder, 'a.py'), '"""Second text."""\n')
    writeFileSync(join(folder, 'b.py'), '')
    const { scenarios } = await store.list()
    expect(scenarios.map(({ id }) => id)).toEqual(['bundled:cycles/a', 'mine:a.py', 'mine:b.py'])
    expect(scenarios[1].summary).toBe('Second text.')
    const before = changes
    writeFileSync(join(folder, 'c.py'), '')
    await expect.poll(() => changes, { timeout: 5000 }).toBeGreaterThan(before)
    store.close()
  })

  it('with a damaged block are listed with their problem', async () => {
    const store = open()
    await store.save(null, 'bad', '# /// script\n# [tool.pymemlab\n# ///\nprint(1)\n')
    expect((await store.list()).scenarios[1].problem).toBeTruthy()
    store.close()
  })

  it.each([
    'mine:../secret.py',
    'mine:/etc/passwd.py',
    'mine:',
    'mine:a.txt',
    'other:a.py',
    '',
    'bundled:../../x',
    'bundled:',
  ])('have no handle %j', async (id) => {
    write('data/secret.py', 'secret')
    const store = open()
    await expect(store.read(id)).rejects.toThrow()
    await expect(store.delete(id)).rejects.toThrow()
    store.close()
  })

  it('may be in another folder, which is remembered; null goes back', async () => {
    write('elsewhere/mine/x.py', '')
    const elsewhere = join(root, 'elsewhere')
    const store = open()
    expect((await store.openFolder(elsewhere)).scenarios.map(({ id }) => id)).toEqual([
      'bundled:cycles/a',
      'mine:mine/x.py',
    ])
    await store.rename('mine:mine/x.py', 'y')
    expect(existsSync(join(elsewhere, 'mine/y.py'))).toBe(true)
    store.close()
    const later = open()
    expect((await later.list()).folder).toBe(elsewhere)
    await expect(later.openFolder('relative')).rejects.toThrow('full path')
    await expect(later.openFolder(join(root, 'bundled/cycles/a.py'))).rejects.toThrow('not a folder')
    expect((await later.openFolder(null)).folder).toBe(join(root, 'data/scenarios'))
    later.close()
  })

  it('are only in folders of a dialog where there are dialogs', async () => {
    let answer: string | null = null
    mkdirSync(join(root, 'chosen'))
    const store = open({ chooseFolder: async () => answer })
    await expect(store.openFolder(join(root, 'bundled'))).rejects.toThrow('Choose the folder in the dialog')
    expect((await store.openFolder(null)).folder).toBe(join(root, 'data/scenarios'))
    answer = join(root, 'chosen')
    expect((await store.openFolder(null)).folder).toBe(answer)
    store.close()
  })

  it.skipIf(process.getuid?.() === 0)('tell why they cannot be saved', async () => {
    const store = open()
    const { folder } = await store.list()
    chmodSync(folder, 0o500)
    const failure = await store.save(null, 'x', '').catch(messageFor)
    chmodSync(folder, 0o700)
    expect(failure).toMatch(/cannot be used: permission denied/)
    store.close()
  })
})

describe('recordings', () => {
  const worker = startRecordingWorker()
  afterAll(() => worker.close())

  function bytesOf(name: string): Uint8Array {
    const head = {
      name,
      file: `/home/user/${name}.py`,
      scenario: 'pass\n',
      settings: DEFAULT_SETTINGS,
      created: '2026-01-01T00:00:00.000Z',
    }
    const builder = new RecordingBuilder(head)
    const columns = Object.fromEntries(SAMPLE_COLUMNS.map((column) => [column.name, Float64Array.of(1, 2)])) as never
    builder.apply({ kind: 'samples', chunk: { columns, length: 2 } })
    return writeRecording(builder.recording())
  }
  const open = (): RecordingStore => {
    const folders = dataFolders(root)
    return new RecordingStore(folders, new Trash(folders.trash), worker, () => {})
  }

  it('that cannot be read are listed with their problem, whatever is wrong with them', async () => {
    const good = bytesOf('good')
    mkdirSync(join(root, 'recordings'))
    const put = (name: string, bytes: Uint8Array): void =>
      writeFileSync(join(root, 'recordings', `${name}.pymemlab`), bytes)
    put('good', good)
    put('empty', new Uint8Array(0))
    put('torn', good.subarray(0, good.length / 2))
    const bent = good.slice()
    bent[Math.floor(good.length / 3)] ^= 0xff
    put('bent', bent)
    const list = await open().list()
    expect(list).toHaveLength(4)
    for (const info of list) expect(info.problem === undefined, info.name).toBe(info.name === 'good')
  })

  it('are read again when the file changed', async () => {
    const store = open()
    const info = await store.import('x.pymemlab', bytesOf('x'))
    expect((await store.read(info.id)).recording.manifest.name).toBe('x')
    writeFileSync(info.file!, bytesOf('changed'))
    utimesSync(info.file!, 1, 1)
    expect((await store.read(info.id)).recording.manifest.name).toBe('changed')
  })

  it('of the same name are imported side by side', async () => {
    const store = open()
    const ids = [await store.import('x', bytesOf('x')), await store.import('x', bytesOf('x'))].map(({ id }) => id)
    expect(ids).toEqual(['saved:x', 'saved:x 2'])
    await expect(store.rename(ids[1], 'x')).rejects.toThrow('already')
  })

  it.each(['saved:../x', 'saved:', 'unsaved:..', 'nonsense', '', 'saved:a/b'])('have no handle %j', async (id) => {
    await expect(open().read(id)).rejects.toThrow('no such recording')
    await expect(open().delete(id)).rejects.toThrow('no such recording')
  })

  it('not saved are kept up to a number, the newest ones', async () => {
    const store = open()
    mkdirSync(join(root, 'unsaved'), { recursive: true })
    for (let n = 0; n < 60; n++) {
      const file = join(root, 'unsaved', `old${n}.pymemlab`)
      writeFileSync(file, '')
      utimesSync(file, n + 1, n + 1)
    }
    const builder = new RecordingBuilder({
      name: 'new',
      file: '/x.py',
      scenario: '',
      settings: DEFAULT_SETTINGS,
      created: '2026-01-01T00:00:00.000Z',
    })
    const { id } = await store.keep('run', builder.recording())
    const names = readdirSync(join(root, 'unsaved'))
    expect(names).toHaveLength(50)
    expect(names).toContain('old59.pymemlab')
    expect(names).not.toContain('old10.pymemlab')
    expect((await store.read(id)).info.name).toBe('new')
  })
})
