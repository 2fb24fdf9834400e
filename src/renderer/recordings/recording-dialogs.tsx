import { useState } from 'react'
import { Dialog } from '../components/dialog'
import { formatDate } from '../format/dates'
import { useT } from '../i18n/translate'
import { appInfo, locale, recordings, shown } from '../state/app-state'
import { useAtom } from '../state/atom'
import { showPanel } from '../state/panel-requests'
import { compareRecordings, exportRecording } from '../state/recording-actions'
import { messageOf } from '../state/run-session'
import './recordings.css'

/** The export formats of the command line, for the recording on screen. */
export function ExportDialog({ close }: { close(): void }) {
  const t = useT()
  const formats = useAtom(appInfo)?.exportFormats ?? []
  const model = useAtom(shown)
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState('')
  const id = model.info?.id
  const run = async (format: string): Promise<void> => {
    if (!id) return
    setBusy(format)
    try {
      await exportRecording(id, format)
      close()
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(null)
    }
  }
  return (
    <Dialog title={t('export.title', { name: model.name })} close={close}>
      <div className="dialog-body">
        {problem && (
          <p role="alert" className="bad">
            {problem}
          </p>
        )}
        <ul className="choice-list">
          {formats.map((format) => (
            <li key={format.id}>
              <button type="button" className="choice" disabled={busy !== null} onClick={() => void run(format.id)}>
                <span className="grow">{format.title}</span>
                <span className="muted mono">{busy === format.id ? t('export.working') : format.extension}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

/** Which recording is laid over the one on screen. */
export function CompareDialog({ close }: { close(): void }) {
  const t = useT()
  const language = useAtom(locale)
  const model = useAtom(shown)
  const list = (useAtom(recordings) ?? []).filter((info) => !info.problem && info.id !== model.info?.id)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const run = async (other: string): Promise<void> => {
    const own = model.info?.id
    if (!own) return
    setBusy(true)
    try {
      await compareRecordings(own, other)
      close()
      showPanel('compare')
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('compare.title', { name: model.name })} close={close}>
      <div className="dialog-body">
        {problem && (
          <p role="alert" className="bad">
            {problem}
          </p>
        )}
        {list.length === 0 && <p className="muted">{t('compare.none')}</p>}
        <ul className="choice-list">
          {list.map((info) => (
            <li key={info.id}>
              <button type="button" className="choice" disabled={busy} onClick={() => void run(info.id)}>
                <span className="grow ellipsis">{info.name}</span>
                <span className="muted">
                  {(info.settings.thresholds ?? [700, 10, 10]).join(',')} · {formatDate(info.created, language)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
