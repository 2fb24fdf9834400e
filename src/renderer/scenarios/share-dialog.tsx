import { useState } from 'react'
import { copyText } from '../components/clipboard'
import { Dialog } from '../components/dialog'
import { useT } from '../i18n/translate'
import { openDocument, settings } from '../state/app-state'
import { useAtom } from '../state/atom'
import { invoke } from '../state/client'
import { freeName, openSource, settingsOf } from '../state/documents'
import { messageOf } from '../state/run-session'
import { readShared, shareText } from './share'

/** The open scenario as one text to copy, and a place to paste one into. */
export function ShareDialog({ close }: { close(): void }) {
  const t = useT()
  const document = useAtom(openDocument)
  const now = useAtom(settings)
  const [pasted, setPasted] = useState('')
  const [problem, setProblem] = useState('')
  const text = document ? shareText({ name: document.name, source: document.source, settings: now }) : ''
  const open = async (): Promise<void> => {
    try {
      await openShared(pasted)
      close()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <Dialog title={t('share.title')} close={close} className="wide">
      <div className="dialog-body">
        <p className="muted">{t('share.copyText')}</p>
        <textarea className="field share-text mono" readOnly aria-label={t('share.text')} value={text} rows={7} />
        <div className="dialog-actions">
          <button type="button" className="button primary" onClick={() => void copyText(text)}>
            {t('share.copy')}
          </button>
        </div>
        <p className="muted">{t('share.pasteText')}</p>
        <textarea
          className="field share-text mono"
          aria-label={t('share.paste')}
          placeholder={t('share.paste')}
          value={pasted}
          rows={5}
          onChange={(event) => setPasted(event.target.value)}
        />
        {problem && (
          <p role="alert" className="bad">
            {problem}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" disabled={pasted.trim() === ''} onClick={() => void open()}>
            {t('share.open')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

/** Opens a shared text as a new document, with the settings it carries. */
export async function openShared(text: string): Promise<void> {
  const shared = readShared(text)
  const { metadata } = await invoke('scenarios.check', { source: shared.source })
  const base = settingsOf(metadata)
  const given = shared.settings
  openSource(
    freeName(shared.name),
    shared.source,
    metadata,
    given ? { ...base, ...given, parameters: { ...base.parameters, ...given.parameters } } : base,
  )
}
