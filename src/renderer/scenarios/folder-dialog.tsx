import { useState } from 'react'
import { Dialog } from '../components/dialog'
import { useT } from '../i18n/translate'
import { scenarioFolder } from '../state/app-state'
import { useAtom } from '../state/atom'
import { messageOf } from '../state/run-session'
import { takeFolder } from './open-folder'

/** Names another folder of my scenarios, in a browser, where no dialog of the system can be had. */
export function FolderDialog({ close }: { close(): void }) {
  const t = useT()
  const present = useAtom(scenarioFolder)
  const [path, setPath] = useState(present)
  const [problem, setProblem] = useState('')
  const take = async (chosen: string | null): Promise<void> => {
    try {
      await takeFolder(chosen)
      close()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <Dialog title={t('command.openFolder')} close={close}>
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void take(path.trim())
        }}
      >
        <label htmlFor="folder-path">{t('folder.path')}</label>
        <input
          id="folder-path"
          className="field mono"
          value={path}
          spellCheck={false}
          onChange={(event) => setPath(event.target.value)}
        />
        {problem && (
          <p role="alert" className="bad">
            {problem}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => void take(null)}>
            {t('folder.default')}
          </button>
          <button type="submit" className="button primary" disabled={path.trim() === ''}>
            {t('share.open')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
