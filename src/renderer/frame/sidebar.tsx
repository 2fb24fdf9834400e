import { FolderTree, History, PanelLeft } from 'lucide-react'
import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react'
import { useT } from '../i18n/translate'
import { NARROW } from '../layout/default-layout'
import { RecordingsSection } from '../recordings/recordings-section'
import { ScenariosSection } from '../scenarios/scenarios-section'
import { openDocument, shown } from '../state/app-state'
import { useAtom } from '../state/atom'
import { sidebar } from '../state/preferences'
import './frame.css'
import { IconButton } from '../components/icon-button'

const WIDTHS = { least: 180, most: 480 }
type Section = 'scenarios' | 'recordings'

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => innerWidth < NARROW)
  useEffect(() => {
    const measure = (): void => setNarrow(innerWidth < NARROW)
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  return narrow
}

/** Scenarios and recordings at the left; in a narrow window, or folded, a rail of icons that open them over the rest. */
export function Sidebar() {
  const { open } = useAtom(sidebar)
  const narrow = useNarrow()
  return open && !narrow ? <FullSidebar /> : <Rail canUnfold={!narrow} />
}

function FullSidebar() {
  const t = useT()
  const { width } = useAtom(sidebar)
  const resize = (event: ReactPointerEvent<HTMLElement>): void => {
    const handle = event.currentTarget
    const offset = width - event.clientX
    handle.setPointerCapture(event.pointerId)
    handle.onpointermove = (move) => setWidth(move.clientX + offset)
    handle.onpointerup = () => {
      handle.onpointermove = null
    }
  }
  return (
    <nav className="sidebar" style={{ width }} aria-label={t('sidebar.name')}>
      <ScenariosSection />
      <RecordingsSection />
      {/* biome-ignore lint/a11y/useSemanticElements: a splitter that can be moved is no hr */}
      <div
        className="sidebar-sash"
        role="separator"
        aria-orientation="vertical"
        aria-label={t('sidebar.resize')}
        aria-valuenow={width}
        aria-valuemin={WIDTHS.least}
        aria-valuemax={WIDTHS.most}
        tabIndex={0}
        onPointerDown={resize}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') setWidth(width - 16)
          else if (event.key === 'ArrowRight') setWidth(width + 16)
        }}
      />
    </nav>
  )
}

function setWidth(width: number): void {
  sidebar.update((now) => ({ ...now, width: Math.round(Math.min(WIDTHS.most, Math.max(WIDTHS.least, width))) }))
}

function Rail({ canUnfold }: { canUnfold: boolean }) {
  const t = useT()
  const [flyout, setFlyout] = useState<Section | null>(null)
  const rail = useRef<HTMLElement>(null)
  const document_ = useAtom(openDocument)?.id
  const model = useAtom(shown)
  // Choosing something closes what it was chosen from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what closes it
  useEffect(() => setFlyout((now) => (now === 'scenarios' ? null : now)), [document_, model])
  useEffect(() => {
    if (!flyout) return
    const outside = (event: PointerEvent): void => {
      const target = event.target as Element
      if (!rail.current?.contains(target) && !target.closest('.menu, .dialog')) setFlyout(null)
    }
    document.addEventListener('pointerdown', outside, true)
    return () => document.removeEventListener('pointerdown', outside, true)
  }, [flyout])
  const tab = (section: Section, icon: typeof History, label: string) => (
    <IconButton
      icon={icon}
      label={label}
      role="tab"
      aria-selected={flyout === section}
      aria-controls={flyout === section ? 'rail-flyout' : undefined}
      onClick={() => setFlyout(flyout === section ? null : section)}
    />
  )
  return (
    <nav
      ref={rail}
      className="rail"
      aria-label={t('sidebar.name')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setFlyout(null)
      }}
    >
      <div role="tablist" aria-orientation="vertical" aria-label={t('sidebar.name')} className="rail-tabs">
        {tab('scenarios', FolderTree, t('panel.scenarios'))}
        {tab('recordings', History, t('panel.recordings'))}
      </div>
      {canUnfold && (
        <IconButton
          icon={PanelLeft}
          label={t('sidebar.unfold')}
          onClick={() => sidebar.update((now) => ({ ...now, open: true }))}
        />
      )}
      {flyout && (
        <div className="rail-flyout" id="rail-flyout" role="tabpanel" tabIndex={-1}>
          {flyout === 'scenarios' ? <ScenariosSection /> : <RecordingsSection />}
        </div>
      )}
    </nav>
  )
}
