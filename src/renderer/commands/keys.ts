import type { Command, KeyContext } from './command'
import { allCommands, execute, isEnabled } from './registry'

export const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** The key of an event as commands write it: modifiers in the order Ctrl, Alt, Shift. Ctrl stands for Cmd on a Mac. */
export function keyOf(event: KeyboardEvent): string {
  const control = isMac() ? event.metaKey : event.ctrlKey
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  // Shift is part of a printed character such as '?' or '+' already.
  const printed = key.length === 1 && !/[a-z0-9 ]/.test(key)
  return [control && 'Ctrl', event.altKey && 'Alt', event.shiftKey && !printed && 'Shift', key === ' ' ? 'Space' : key]
    .filter(Boolean)
    .map((part) => (typeof part === 'string' && part.length === 1 ? part.toLowerCase() : part))
    .join('+')
}

const normal = (keys: string): string =>
  keys
    .split(/\+(?!$)/)
    .map((part) => (part.length === 1 ? part.toLowerCase() : part))
    .join('+')

function contextOf(target: EventTarget | null): KeyContext {
  const holder = target instanceof Element ? target.closest<HTMLElement>('[data-keys]') : null
  return (holder?.dataset.keys as KeyContext | undefined) ?? 'global'
}

function typesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}

/** The command that a key press means where it happened, if any. */
export function commandFor(event: KeyboardEvent, commands: readonly Command[] = allCommands()): Command | null {
  const key = keyOf(event)
  const context = contextOf(event.target)
  const plain = !/^(Ctrl|Alt)\+|^(Shift\+)?F\d+$/.test(key)
  if (plain && (typesText(event.target) || context === 'editor')) return null
  const fits = (command: Command, where: KeyContext): boolean =>
    (command.context ?? 'global') === where &&
    !command.editorOwned &&
    isEnabled(command) &&
    (command.keys?.some((keys) => normal(keys) === key) ?? false)
  const inContext = context === 'global' ? undefined : commands.find((command) => fits(command, context))
  return inContext ?? commands.find((command) => fits(command, 'global')) ?? null
}

/** Listens for the keys of all commands. Gives the function that stops it. */
export function listenForKeys(target: Window): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const command = commandFor(event)
    if (!command) return
    event.preventDefault()
    event.stopPropagation()
    void execute(command)
  }
  // Before Monaco, which would answer F1 and others itself.
  target.addEventListener('keydown', onKey, { capture: true })
  return () => target.removeEventListener('keydown', onKey, { capture: true })
}

/** A key as it is shown: '⌘⇧P' on a Mac, 'Ctrl+Shift+P' elsewhere. */
export function keyLabel(keys: string, mac = isMac()): string {
  const upper = keys
    .split(/\+(?!$)/)
    .map((part) => (part.length === 1 ? part.toUpperCase() : part.replace('Arrow', '')))
  if (!mac) return upper.join('+')
  return upper.map((part) => ({ Ctrl: '⌘', Shift: '⇧', Alt: '⌥' })[part] ?? part).join('')
}
