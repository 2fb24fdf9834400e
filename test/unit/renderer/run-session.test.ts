// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { MarkEvent } from '../../../src/protocol/events'
import type { LabApi, OpenRecording } from '../../../src/protocol/service'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'
import { chunk, FakeClient, recordingInfo, samples } from './fake-client'

/** Each test has a window of its own. */
async function open(answers: Partial<LabApi>) {
  vi.resetModules()
  const state = await import('../../../src/renderer/state/app-state')
  const session = await import('../../../src/renderer/state/run-session')
  const { setClient } = await import('../../../src/renderer/state/client')
  const client = new FakeClient(answers)
  setClient(client)
  client.subscribe(session.onServiceEvent)
  state.openDocument.set({
    id: 'mine:a',
    origin: 'mine',
    name: 'a',
    savedSource: 'x = 1\n',
    source: 'x = 1\n',
    metadata: state.NO_METADATA,
  })
  return { client, state, session }
}

const mark: MarkEvent = { kind: 'mark', seq: 0, time: 5, line: 1, name: 'here' }
const recording = (): OpenRecording => ({
  info: recordingInfo('rec'),
  manifest: {
    format: 1,
    product: '0',
    name: 'rec',
    file: '/home/user/a.py',
    created: '',
    profile: 'cpython-3.11',
    settings: DEFAULT_SETTINGS,
    scenarioHash: '',
    sampleIntervalNs: 1,
    samples: 6,
    events: 1,
    chain: '',
    complete: true,
    totals: null,
  },
  scenario: 'x = 1\n',
  samples: samples(6),
  events: [mark],
  attribution: null,
  stdout: 'hello\n',
  stderr: '',
})

beforeEach(() => {
  vi.useRealTimers()
})

describe('a run', () => {
  it('is running at once, and events that overtake the reply are not lost', async () => {
    let reply = (_: { run: string }): void => {}
    const { client, state, session } = await open({ 'run.start': () => new Promise((done) => (reply = done)) })
    const started = session.startRun()
    expect(state.status.get()).toBe('running')
    expect(state.isActive.get()).toBe(true)
    client.emit({ kind: 'run.samples', run: 'r1', chunk: chunk(6), line: 3 })
    reply({ run: 'r1' })
    await started
    client.emit({ kind: 'run.events', run: 'r1', events: [mark] })
    client.emit({ kind: 'run.output', run: 'r1', stream: 'stdout', text: 'hel' })
    client.emit({ kind: 'run.output', run: 'r1', stream: 'stdout', text: 'lo\n' })
    client.emit({ kind: 'run.output', run: 'other', stream: 'stdout', text: 'not mine' })
    const model = state.shown.get()
    expect(model.samples.length).toBe(6)
    expect(model.marks).toEqual([mark])
    expect(model.console.lines.map((line) => line.text)).toEqual(['hello'])
    expect(model.live).toBe(true)
    client.emit({ kind: 'run.resample', run: 'r1', intervalNs: 2 })
    expect(model.samples.length).toBe(3)
  })

  it('sends the text, settings and breakpoints of the window', async () => {
    const { client, state, session } = await open({ 'run.start': async () => ({ run: 'r1' }) })
    state.breakpoints.set([1])
    state.settings.set({ ...DEFAULT_SETTINGS, thresholds: [50, 5, 5] })
    await session.startRun()
    await session.startRun() // one at a time
    expect(client.called('run.start')).toEqual([
      {
        name: 'a',
        source: 'x = 1\n',
        settings: { ...DEFAULT_SETTINGS, thresholds: [50, 5, 5] },
        breakpoints: [1],
        pauseAtStart: false,
      },
    ])
  })

  it('takes over its recording without exchanging what is on screen', async () => {
    const { client, state, session } = await open({
      'run.start': async () => ({ run: 'r1' }),
      'recordings.open': async () => recording(),
      'recordings.list': async () => [recordingInfo('rec')],
    })
    await session.startRun()
    const model = state.shown.get()
    client.emit({ kind: 'run.samples', run: 'r1', chunk: chunk(6), line: 1 })
    client.emit({ kind: 'run.state', run: 'r1', state: 'finished', line: 1, time: 9 })
    expect(state.status.get()).toBe('finished')
    expect(model.live).toBe(false)
    client.emit({ kind: 'run.recorded', run: 'r1', recording: recordingInfo('rec') })
    await vi.waitFor(() => expect(model.manifest).not.toBeNull())
    expect(state.shown.get()).toBe(model)
    expect(model.events).toEqual([mark])
    client.emit({ kind: 'recordings.changed' })
    await vi.waitFor(() => expect(state.recordings.get()).toHaveLength(1))
  })

  it('that cannot be started has failed, with the host’s words', async () => {
    const { state, session } = await open({ 'run.start': () => Promise.reject(new Error('no memory left')) })
    await expect(session.startRun()).rejects.toThrow('no memory left')
    expect(state.status.get()).toBe('failed')
    expect(state.currentRun.get()?.message).toBe('no memory left')
  })

  it('pauses, shows its line, and hears changed breakpoints', async () => {
    const { client, state, session } = await open({
      'run.start': async () => ({ run: 'r1' }),
      'run.breakpoints': async () => null,
      'run.step': async () => null,
    })
    await session.startRun()
    client.emit({ kind: 'run.state', run: 'r1', state: 'paused', reason: 'breakpoint', line: 1, time: 3 })
    expect(state.status.get()).toBe('paused')
    expect(state.revealLine.get()).toEqual({ line: 1 })
    state.breakpoints.set([1, 4])
    expect(client.called('run.breakpoints')).toEqual([{ run: 'r1', lines: [1, 4] }])
    await session.stepOrStart('over')
    expect(client.called('run.step')).toEqual([{ run: 'r1', mode: 'over' }])
  })

  it('goes on in a window that was loaded again', async () => {
    const { client, state, session } = await open({
      'run.current': async () => ({ run: 'r9', recording: recording(), state: 'running' }),
    })
    expect(await session.resumeRun()).toBe(true)
    expect(state.status.get()).toBe('running')
    client.emit({ kind: 'run.samples', run: 'r9', chunk: chunk(2, 6), line: 1 })
    expect(state.shown.get().samples.length).toBe(8)
    expect(state.shown.get().console.text()).toBe('hello\n')
  })
})
