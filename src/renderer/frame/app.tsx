import { useEffect, useState } from 'react'
import { TimeControls } from '../charts'
import { Empty } from '../components/empty'
import { useT } from '../i18n/translate'
import { DockLayout } from '../layout/dock-layout'
import { connection, locale, showToast, startProblem } from '../state/app-state'
import { useAtom } from '../state/atom'
import { importRecording } from '../state/recording-actions'
import './frame.css'
import { Header } from './header'
import { Overlays } from './overlays'
import { Sidebar } from './sidebar'
import { StatusBar } from './status-bar'
import { Toasts } from './toasts'
import { Tour } from './tour'

const LANGUAGE_TAGS = { en: 'en', zh: 'zh-Hans' } as const

/** The window. */
export function App() {
  const t = useT()
  const reach = useAtom(connection)
  const language = useAtom(locale)
  useEffect(() => {
    document.documentElement.lang = LANGUAGE_TAGS[language]
    document.title = t('app.title')
  }, [language, t])
  if (reach === 'connecting') return <Connecting />
  return (
    <DropTarget>
      <Header />
      <main className="main">
        <div className="workspace">
          <Sidebar />
          <DockLayout />
        </div>
        <TimeControls />
      </main>
      <StatusBar />
      <Toasts />
      <Overlays />
      <Tour />
    </DropTarget>
  )
}

/** Said only when the answer takes a moment, so that a quick start does not flicker. */
function Connecting() {
  const t = useT()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 700)
    return () => clearTimeout(timer)
  }, [])
  const problem = useAtom(startProblem)
  return slow || problem ? (
    <Empty
      action={
        <button type="button" className="button" onClick={() => location.reload()}>
          {t('start.again')}
        </button>
      }
    >
      {problem ?? t('start.connecting')}
    </Empty>
  ) : null
}

/** A recording's file can be dropped anywhere on the window. */
function DropTarget({ children }: { children: React.ReactNode }) {
  const t = useT()
  const [over, setOver] = useState(false)
  const hasFiles = (event: React.DragEvent): boolean => event.dataTransfer.types.includes('Files')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by the Open button of the recordings
    <div
      className="app"
      onDragOver={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target || !event.relatedTarget) setOver(false)
      }}
      onDrop={(event) => {
        setOver(false)
        if (!hasFiles(event)) return
        event.preventDefault()
        for (const file of event.dataTransfer.files) {
          void importRecording(file).catch((error: Error) => showToast(error.message, { tone: 'error' }))
        }
      }}
    >
      {children}
      {over && <div className="drop-hint">{t('recordings.drop')}</div>}
    </div>
  )
}
