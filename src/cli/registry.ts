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
  {
    name: 'tracemalloc',
    summary: 'who holds and who asks for memory, by line, function or type; growth between marks',
    load: () => import('./commands/tracemalloc'),
  },
  { name: 'gc', summary: 'the collections of a recording, and what they cost', load: () => import('./commands/gc') },
  { name: 'diff', summary: 'two recordings side by side, and where they part', load: () => import('./commands/diff') },
  {
    name: 'report',
    summary: 'answer in words what a team asks after a memory incident',
    load: () => import('./commands/report'),
  },
  {
    name: 'export',
    summary: 'write a recording in the format of another tool',
    load: () => import('./commands/export'),
  },
  {
    name: 'guide',
    summary: 'what can be asked, and how: commands, questions, exit codes',
    load: () => import('./commands/guide'),
  },
]
