// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Command } from '../../../src/renderer/commands/command'
import { commandFor, keyLabel, keyOf } from '../../../src/renderer/commands/keys'
import { rank } from '../../../src/renderer/frame/palette-rank'
import { atom } from '../../../src/renderer/state/atom'

const command = (id: string, keys: string[], rest: Partial<Command> = {}): Command => ({
  id,
  label: 'command.run',
  group: 'run',
  keys,
  run: () => {},
  ...rest,
})

function press(key: string, target: Element = document.body, modifiers: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers })
  target.dispatchEvent(event)
  return event
}

function element(html: string, selector: string): Element {
  document.body.innerHTML = html
  return document.querySelector(selector) as Element
}

afterEach(() => {
  document.body.innerHTML = ''
})

describe('keys', () => {
  it('writes keys as commands do', () => {
    expect(keyOf(press('F5'))).toBe('F5')
    expect(keyOf(press('P', document.body, { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+p')
    expect(keyOf(press('?', document.body, { shiftKey: true }))).toBe('?')
    expect(keyOf(press(' '))).toBe('Space')
    expect(keyLabel('Ctrl+Shift+P', false)).toBe('Ctrl+Shift+P')
    expect(keyLabel('Ctrl+Shift+P', true)).toBe('⌘⇧P')
    expect(keyLabel('Ctrl++', false)).toBe('Ctrl++')
  })

  it('plain letters never act where text is typed, function keys do', () => {
    const list = [command('w', ['w']), command('run', ['F5']), command('help', ['?'])]
    const field = element('<input>', 'input')
    expect(commandFor(press('w', field), list)).toBeNull()
    expect(commandFor(press('?', field), list)).toBeNull()
    expect(commandFor(press('F5', field), list)?.id).toBe('run')
    const slider = element('<input type="range">', 'input')
    expect(commandFor(press('w', slider), list)?.id).toBe('w')
  })

  it('a command of the place goes before one of the whole window', () => {
    const list = [command('global', ['Ctrl+F']), command('chart', ['Ctrl+F'], { context: 'charts' })]
    const chart = element('<div data-keys="charts"><i></i></div>', 'i')
    expect(commandFor(press('f', chart, { ctrlKey: true }), list)?.id).toBe('chart')
    expect(commandFor(press('f', document.body, { ctrlKey: true }), list)?.id).toBe('global')
  })

  it('of two commands with one key, the one that can be used acts', () => {
    const paused = atom(false)
    const list = [
      command('run', ['F5'], { when: { get: () => !paused.get(), subscribe: paused.subscribe.bind(paused) } }),
      command('continue', ['F5'], { when: paused }),
    ]
    expect(commandFor(press('F5'), list)?.id).toBe('run')
    paused.set(true)
    expect(commandFor(press('F5'), list)?.id).toBe('continue')
  })

  it('leaves to Monaco what Monaco answers', () => {
    const editor = element('<div data-keys="editor"><i></i></div>', 'i')
    const list = [command('find', ['Ctrl+F'], { context: 'editor', editorOwned: true })]
    expect(commandFor(press('f', editor, { ctrlKey: true }), list)).toBeNull()
  })
})

describe('registry', () => {
  it('shows what a command throws', async () => {
    vi.resetModules()
    const { registerCommands, findCommand, execute } = await import('../../../src/renderer/commands/registry')
    const { toasts } = await import('../../../src/renderer/state/app-state')
    registerCommands([command('broken', [], { run: () => Promise.reject(new Error('no disk')) })])
    expect(() => registerCommands([command('broken', [])])).toThrow(/twice/)
    await execute(findCommand('broken'))
    expect(toasts.get().map((toast) => toast.text)).toEqual(['no disk'])
  })
})

describe('palette', () => {
  it('puts the closest first and drops what does not match', () => {
    const texts = ['Run: Stop', 'View: Reset layout', 'Recording: Export', 'Run: Step over']
    expect(rank('', texts, String)).toEqual(texts)
    expect(rank('sto', texts, String)[0]).toBe('Run: Stop')
    expect(rank('rl', texts, String)).toContain('View: Reset layout')
    expect(rank('zzz', texts, String)).toEqual([])
  })
})
