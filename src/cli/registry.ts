/** The commands, in the order of the overview. To add one: its file under commands/, and a line here. */
import type { CliCommand } from './command'

export interface CommandEntry {
  name: string
  /** One line without a full stop, shown in the overview and above the command's help. */
  summary: string
  load: () => Promise<{ command: CliCommand }>
}

/** `run` is not here: src/cli/index.ts starts it directly, because its thread should start before anything is read. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'check',
    summary: 'run scenarios and hold them against their budgets and a baseline',
    load: () => import('./commands/check'),
  },
]
