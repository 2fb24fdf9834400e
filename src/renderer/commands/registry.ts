import { showToast } from '../state/app-state'
import type { Command } from './command'

const commands = new Map<string, Command>()

/** Adds commands; each part of the window registers its own once, before the first rendering. */
export function registerCommands(list: readonly Command[]): void {
  for (const command of list) {
    if (commands.has(command.id)) throw new Error(`Command ${command.id} is registered twice`)
    commands.set(command.id, command)
  }
}

export function allCommands(): Command[] {
  return [...commands.values()]
}

export function findCommand(id: string): Command {
  const command = commands.get(id)
  if (!command) throw new Error(`There is no command ${id}`)
  return command
}

export const isEnabled = (command: Command): boolean => command.when?.get() ?? true

/** Runs a command if it can be done now. What it throws is shown, never lost. */
export async function execute(command: Command): Promise<void> {
  if (!isEnabled(command)) return
  try {
    await command.run()
  } catch (error) {
    showToast(error instanceof Error ? error.message : String(error), { tone: 'error' })
  }
}
