import { useEffect, useRef, useState } from 'react'
import { CommandButton } from '../components/command-button'
import { Empty } from '../components/empty'
import { useT } from '../i18n/translate'
import { lineFigures } from '../state/app-state'
import { useAtom } from '../state/atom'
import type { EditorSession } from './editor-session'
import { FiguresColumn } from './figures-column'
import { loadEditor } from './load-editor'
import './editor.css'

/** The editor with the figures of the last run beside its lines. */
export function EditorPanel() {
  const t = useT()
  const host = useRef<HTMLDivElement>(null)
  const [session, setSession] = useState<EditorSession | null>(null)
  const [failed, setFailed] = useState(false)
  const figures = useAtom(lineFigures)
  useEffect(() => {
    let made: EditorSession | null = null
    let gone = false
    loadEditor().then(
      ({ EditorSession }) => {
        if (gone || !host.current) return
        made = new EditorSession(host.current)
        setSession(made)
      },
      () => setFailed(true),
    )
    return () => {
      gone = true
      made?.dispose()
    }
  }, [])
  if (failed) {
    return (
      <Empty
        action={
          <button type="button" className="button" onClick={() => location.reload()}>
            {t('start.again')}
          </button>
        }
      >
        {t('editor.failed')}
      </Empty>
    )
  }
  return (
    <div className="editor-panel">
      <div className="editor-host" ref={host} />
      {session && figures && <FiguresColumn session={session} />}
    </div>
  )
}

export function EditorActions() {
  return (
    <>
      <CommandButton id="editor.figures" />
      <CommandButton id="editor.find" />
    </>
  )
}
