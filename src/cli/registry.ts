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
    name: 'replay',
    summary: 'run a recorded scenario again: is it the same, or what is there at an instant',
    load: () => import('./commands/replay'),
  },
  { name: 'show', summary: 'show what a recording holds', load: () => import('./commands/show') },
  { name: 'list', summary: 'list the recordings of a folder', load: () => import('./commands/list') },
  {
    name: 'convert',
    summary: 'convert unfinished and older recordings, to plain files and back',
    load: () => import('./commands/convert'),
  },
  {
    name: 'check',
    summary: 'run scenarios and hold them against their budgets and a baseline',
    load: () => import('./commands/check'),
  },
]
