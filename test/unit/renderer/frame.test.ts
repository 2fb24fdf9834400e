// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createElement } from 'react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { registerCommands } from '../../../src/renderer/commands/registry'
import { CommandButton } from '../../../src/renderer/components/command-button'
import { StatusBar } from '../../../src/renderer/frame/status-bar'
import { Toasts } from '../../../src/renderer/frame/toasts'
import { NumberField } from '../../../src/renderer/run/number-field'
import { type CurrentRun, currentRun, locale, showToast, toasts } from '../../../src/renderer/state/app-state'
import { atom } from '../../../src/renderer/state/atom'

const run = (state: CurrentRun['state'], rest: Partial<CurrentRun> = {}): CurrentRun => ({
  id: 'r',
  state,
  line: 0,
  time: 0,
  reason: null,
  prompt: '',
  message: '',
  startedAt: 0,
  stopping: false,
  ...rest,
})

const allowed = atom(false)
let pressed = 0
beforeAll(() => {
  registerCommands([
    { id: 'test.stop', label: 'command.stop', group: 'run', keys: ['Shift+F5'], when: allowed, run: () => pressed++ },
  ])
})

afterEach(() => {
  cleanup()
  act(() => {
    currentRun.set(null)
    locale.set('en')
    toasts.set([])
  })
})

describe('status bar', () => {
  it('the status element says one word, what is beside it more', () => {
    render(createElement(StatusBar))
    const said = () => screen.getByRole('status').textContent
    expect(said()).toBe('Ready')
    const words = { running: 'Running', paused: 'Paused', finished: 'Finished', failed: 'Failed', stopped: 'Stopped' }
    for (const [state, word] of Object.entries(words)) {
      act(() => currentRun.set(run(state as CurrentRun['state'], { line: 7, reason: 'breakpoint' })))
      expect(said()).toBe(word)
    }
    act(() => currentRun.set(run('paused', { line: 7, reason: 'input' })))
    expect(screen.getByText('waiting for input · line 7')).toBeTruthy()
    act(() => locale.set('zh'))
    expect(said()).toBe('已暂停')
  })
})

describe('a command as a button', () => {
  it('has the name, key and availability of its command', () => {
    render(createElement(CommandButton, { id: 'test.stop' }))
    const button = screen.getByRole('button', { name: 'Stop' }) as HTMLButtonElement
    expect(button.title).toBe('Stop (Shift+F5)')
    expect(button.disabled).toBe(true)
    act(() => allowed.set(true))
    fireEvent.click(button)
    expect(pressed).toBe(1)
  })
})

describe('notes', () => {
  it('a failure is an alert, an action goes with its note', () => {
    render(createElement(Toasts))
    let undone = 0
    act(() => showToast('Deleted a', { action: { label: 'Undo', run: () => undone++ } }))
    act(() => showToast('No disk', { tone: 'error' }))
    expect(screen.getByRole('alert').textContent).toContain('No disk')
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(undone).toBe(1)
    expect(screen.queryByText('Deleted a')).toBeNull()
  })
})

describe('a field for a number', () => {
  it('takes only what is in its range, and comes back to it', () => {
    const taken: number[] = []
    const props = { label: 'n', value: 5, minimum: 1, maximum: 10, set: (value: number) => taken.push(value) }
    render(createElement(NumberField, props))
    const field = screen.getByRole('textbox', { name: 'n' }) as HTMLInputElement
    for (const text of ['7', '70', '', 'x', '1.5']) fireEvent.change(field, { target: { value: text } })
    expect(taken).toEqual([7])
    expect(field.getAttribute('aria-invalid')).toBe('true')
    fireEvent.blur(field)
    expect(field.value).toBe('5')
  })
})
