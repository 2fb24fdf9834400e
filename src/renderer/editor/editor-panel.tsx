import { useEffect, useRef, useState } from 'react'
import { CommandButton } from '../components/command-button'
import { lineFigures } from '../state/app-state'
import { useAtom } from '../state/atom'
import { EditorSession } from './editor-session'
import { FiguresColumn } from './figures-column'
import './editor.css'

/** The editor with the figures of the last run beside its lines. */
export function EditorPanel() {
  const host = useRef<HTMLDivElement>(null)
  const [session, setSession] = useState<EditorSession | null>(null)
  const figures = useAtom(lineFigures)
  useEffect(() => {
    if (!host.current) return
    const made = new EditorSession(host.current)
    setSession(made)
    return () => made.dispose()
  }, [])
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
