// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import type { ScenarioInfo } from '../../../src/protocol/scenario'
import type { LabApi } from '../../../src/protocol/service'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'
import { filterScenarios, topicsOf } from '../../../src/renderer/scenarios/scenario-list'
import { readShared, shareText } from '../../../src/renderer/scenarios/share'
import { readDraft } from '../../../src/renderer/state/preferences'
import { FakeClient } from './fake-client'

const info = (id: string, origin: 'bundled' | 'mine', name: string, topic = ''): ScenarioInfo => ({
  id,
  origin,
  name,
  topic,
  title: '',
  summary: '',
  parameters: [{ name: 'n', title: 'N', default: 3 }],
  settings: {},
  budget: {},
})

async function open(answers: Partial<LabApi>) {
  vi.resetModules()
  const state = await import('../../../src/renderer/state/app-state')
  const documents = await import('../../../src/renderer/state/documents')
  const { setClient } = await import('../../../src/renderer/state/client')
  const client = new FakeClient({ 'scenarios.list': async () => ({ scenarios: [], folder: '/f' }), ...answers })
  setClient(client)
  return { client, state, documents }
}

describe('documents', () => {
  it('a changed bundled scenario is saved as one of mine, and is no longer marked', async () => {
    const bundled = info('bundled:x/cycle', 'bundled', 'cycle')
    const { client, state, documents } = await open({
      'scenarios.read': async () => ({ info: bundled, source: 'a\n' }),
      'scenarios.save': async ({ name, source }) => ({ info: info('mine:cycle', 'mine', name), source }),
    })
    await documents.openScenario(bundled.id)
    expect(state.settings.get().parameters).toEqual({ n: 3 })
    expect(state.isDirty.get()).toBe(false)
    documents.editSource('b\n')
    expect(state.isDirty.get()).toBe(true)
    await documents.saveDocument()
    expect(client.called('scenarios.save')).toEqual([{ id: null, name: 'cycle', source: 'b\n' }])
    expect(state.isDirty.get()).toBe(false)
    documents.editSource('c\n')
    await documents.saveDocument()
    expect(client.called('scenarios.save')[1]).toEqual({ id: 'mine:cycle', name: 'cycle', source: 'c\n' })
  })

  it('unsaved text can be brought back after another was opened', async () => {
    const { state, documents } = await open({
      'scenarios.read': async ({ id }) => ({ info: info(id, 'mine', id), source: `${id}\n` }),
    })
    await documents.openScenario('one')
    documents.editSource('precious\n')
    await documents.openScenario('two')
    expect(state.openDocument.get()?.name).toBe('two')
    const [toast] = state.toasts.get()
    toast.action?.run()
    expect(state.openDocument.get()).toMatchObject({ name: 'one', source: 'precious\n' })
    expect(state.isDirty.get()).toBe(true)
  })

  it('deleting can be undone, and the open text stays', async () => {
    const mine = info('mine:a', 'mine', 'a')
    const { client, state, documents } = await open({
      'scenarios.read': async () => ({ info: mine, source: 'x\n' }),
      'scenarios.delete': async () => ({ undo: 'u1' }),
      'scenarios.restore': async () => mine,
    })
    await documents.openScenario(mine.id)
    await documents.deleteScenario(mine)
    expect(state.openDocument.get()).toMatchObject({ id: null, source: 'x\n' })
    expect(state.isDirty.get()).toBe(true)
    state.toasts.get().at(-1)?.action?.run()
    await vi.waitFor(() => expect(state.openDocument.get()?.id).toBe('mine:a'))
    expect(client.called('scenarios.restore')).toEqual([{ undo: 'u1' }])
    expect(state.isDirty.get()).toBe(false)
  })

  it('new parameters get their defaults, values of the others stay', async () => {
    const { state, documents } = await open({})
    documents.openSource('a', 'x', { ...state.NO_METADATA, parameters: [{ name: 'n', title: '', default: 1 }] })
    state.settings.update((now) => ({ ...now, parameters: { n: 7 } }))
    documents.takeMetadata({
      ...state.NO_METADATA,
      parameters: [
        { name: 'n', title: '', default: 1 },
        { name: 'm', title: '', default: 2 },
      ],
    })
    expect(state.settings.get().parameters).toEqual({ n: 7, m: 2 })
  })
})

describe('sharing', () => {
  it('text, name and settings come back', () => {
    const settings = { ...DEFAULT_SETTINGS, thresholds: [10, 5, 5] as [number, number, number], parameters: { n: 4 } }
    const text = shareText({ name: 'my-leak', source: 'print("é")\n', settings })
    expect(readShared(text)).toEqual({
      name: 'my-leak',
      source: 'print("é")\n',
      settings: { thresholds: [10, 5, 5], parameters: { n: 4 } },
    })
  })

  it('a plain script is a script; a damaged or foreign head does no harm', () => {
    expect(readShared('print(1)\n')).toEqual({ name: 'shared', source: 'print(1)\n', settings: null })
    expect(() => readShared('# pymemlab-share 1 {"name":')).toThrow(/damaged/)
    const hostile = '# pymemlab-share 1 {"name":"../../etc","settings":{"thresholds":"x","gcEnabled":1,"evil":2}}\nx\n'
    expect(readShared(hostile)).toEqual({ name: 'shared', source: 'x\n', settings: {} })
  })
})

describe('lists and drafts', () => {
  it('search looks at all words, topics keep their order', () => {
    const list = [
      info('1', 'bundled', 'cycle-one', 'cycles'),
      info('2', 'bundled', 'weak', 'weak refs'),
      info('3', 'bundled', 'two', 'cycles'),
    ]
    expect(filterScenarios(list, 'cyc ONE').map((item) => item.id)).toEqual(['1'])
    expect(topicsOf(list).map(([topic, items]) => [topic, items.length])).toEqual([
      ['cycles', 2],
      ['weak refs', 1],
    ])
  })

  it('a stored draft of any shape is a draft or nothing', () => {
    for (const value of [null, 1, 'x', [], {}, { document: { name: 1 } }]) expect(readDraft(value)).toBeNull()
    const draft = readDraft({ document: { name: 'a', source: 'x' }, breakpoints: [1, 'x'], settings: { hashSeed: 4 } })
    expect(draft?.breakpoints).toEqual([1])
    expect(draft?.settings).toEqual({ ...DEFAULT_SETTINGS, hashSeed: 4 })
  })
})
