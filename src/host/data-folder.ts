/** Where the lab keeps what belongs to the user, by the conventions of each system. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export interface DataFolders {
  root: string
  scenarios: string
  recordings: string
  /** Recordings not saved yet, and the spill files of runs that are not over. */
  unsaved: string
  trash: string
  /** What windows keep between starts. */
  state: string
  /** What the host itself keeps: the folder of my scenarios. */
  settings: string
}

/** `PYMEMLAB_DATA` decides when it is set. */
export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.PYMEMLAB_DATA) return resolve(env.PYMEMLAB_DATA)
  const home = homedir()
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Python Memory Lab')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Python Memory Lab')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'python-memory-lab')
}

export function dataFolders(root: string): DataFolders {
  return {
    root,
    scenarios: join(root, 'scenarios'),
    recordings: join(root, 'recordings'),
    unsaved: join(root, 'unsaved'),
    trash: join(root, 'trash'),
    state: join(root, 'state.json'),
    settings: join(root, 'host.json'),
  }
}
