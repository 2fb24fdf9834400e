/** The entry of the window: theme, commands, the first rendering, then the connection to the host. */
import { createRoot } from 'react-dom/client'
import { connectLab } from '../protocol/connect'
import './theme/tokens.css'
import './theme/base.css'
import { chartCommands } from './charts'
import { listenForKeys } from './commands/keys'
import { registerCommands } from './commands/registry'
import { editorDrawn, preloadEditor } from './editor/load-editor'
import { App } from './frame/app'
import { shellCommands } from './frame/shell-commands'
import { panelCommands } from './panels'
import { editorFirst, startProblem } from './state/app-state'
import { start } from './state/start'
import { followTheme } from './theme/theme'

preloadEditor()
editorFirst.set(true)
void editorDrawn().then(() => editorFirst.set(false))
followTheme()
registerCommands([...shellCommands, ...chartCommands, ...panelCommands])
listenForKeys(window)

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
createRoot(root).render(<App />)

start(connectLab(window), editorDrawn).catch((error: Error) => startProblem.set(error.message))
