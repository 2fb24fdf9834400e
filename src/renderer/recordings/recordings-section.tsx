import { CircleAlert, CircleCheck, CircleDot, CircleX, FileCode, GitCompare, Pencil, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { RecordingInfo } from '../../protocol/service'
import { CommandButton } from '../components/command-button'
import { Menu, type MenuItem } from '../components/menu'
import { RenameField } from '../components/rename-field'
import { formatDate } from '../format/dates'
import { formatBytes, formatCompact, formatDuration } from '../format/numbers'
import { useT } from '../i18n/translate'
import { locale, recordings, shownId, showToast } from '../state/app-state'
import { useAtom, useSelect } from '../state/atom'
import { showPanel } from '../state/panel-requests'
import {
  compareRecordings,
  deleteRecording,
  openRecording,
  openScenarioOf,
  progressOf,
  renameRecording,
  replayRecording,
  replays,
} from '../state/recording-actions'
import './recordings.css'

const report = (work: Promise<unknown>): void => {
  void work.catch((error: Error) => showToast(error.message, { tone: 'error' }))
}

/** All recordings, newest first, with their key figures; the buttons act on the one on screen. */
export function RecordingsSection() {
  const t = useT()
  const list = useAtom(recordings)
  return (
    <section className="side-section recordings" aria-label={t('panel.recordings')}>
      <header className="side-head">
        <h2>{t('panel.recordings')}</h2>
        <CommandButton id="recording.import" />
      </header>
      <div className="recordings-actions">
        <CommandButton id="recording.save" />
        <CommandButton id="recording.replay" />
        <CommandButton id="recording.compare" />
        <CommandButton id="recording.export" />
      </div>
      <div className="side-list">
        {list === null && <p className="side-note">{t('recordings.loading')}</p>}
        {list?.length === 0 && <p className="side-note">{t('recordings.none')}</p>}
        <ul>
          {list?.map((info) => (
            <Item key={info.id} info={info} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function Item({ info }: { info: RecordingInfo }) {
  const t = useT()
  const language = useAtom(locale)
  const onScreen = useAtom(shownId)
  const open = onScreen === info.id
  const replay = useSelect(replays, (map) => map.get(info.id))
  const progress = useSelect(progressOf, (map) => map.get(info.id))
  const [renaming, setRenaming] = useState(false)
  if (renaming) {
    return (
      <li>
        <RenameField
          label={t('recordings.newName')}
          value={info.name}
          close={() => setRenaming(false)}
          rename={(name) => report(renameRecording(info, name))}
        />
      </li>
    )
  }
  const items: MenuItem[] = [
    { label: t('recordings.replay'), icon: Play, run: () => report(replayRecording(info.id)) },
    { label: t('recordings.openScenario'), icon: FileCode, run: () => report(openScenarioOf(info.id)) },
    {
      label: t('recordings.compareWithShown'),
      icon: GitCompare,
      disabled: !onScreen || open,
      run: () => {
        if (onScreen) report(compareRecordings(onScreen, info.id).then(() => showPanel('compare')))
      },
    },
    { label: t('common.rename'), icon: Pencil, run: () => setRenaming(true) },
    { label: t('common.delete'), icon: Trash2, danger: true, run: () => report(deleteRecording(info)) },
  ]
  const { totals } = info
  const collections = totals?.generations.reduce((sum, generation) => sum + generation.collections, 0)
  return (
    <li className={open ? 'side-item recording open' : 'side-item recording'}>
      <button
        type="button"
        className="side-open"
        aria-current={open ? 'true' : undefined}
        title={info.problem ?? info.file ?? t('recordings.notSaved')}
        onClick={() => report(openRecording(info.id))}
      >
        <Outcome info={info} />
        <span className="recording-text">
          <span className="recording-name">
            <span className="ellipsis">{info.name}</span>
            {info.file === null && (
              <span className="unsaved" title={t('recordings.notSaved')}>
                ●
              </span>
            )}
          </span>
          <span className="recording-figures">
            {formatDate(info.created, language)}
            {totals && ` · ${formatDuration(totals.virtualTimeNs)} · ${formatBytes(totals.tracedPeak)}`}
            {collections !== undefined &&
              ` · ${t('recordings.collections', { count: formatCompact(collections), n: collections })}`}
          </span>
          {progress !== undefined && (
            <progress className="recording-progress" max={1} value={progress} aria-label={t('recordings.replaying')} />
          )}
          {progress === undefined && replay && (
            <span className={replay.identical ? 'recording-replay good' : 'recording-replay bad'}>
              {replay.identical ? t('replay.identical') : replay.message}
            </span>
          )}
        </span>
      </button>
      <Menu label={t('recordings.actions', { name: info.name })} items={items} className="side-menu" />
    </li>
  )
}

function Outcome({ info }: { info: RecordingInfo }) {
  const t = useT()
  const reason = info.problem ? 'problem' : (info.totals?.reason ?? 'crashed')
  const size = 14
  if (reason === 'finished') return <CircleCheck size={size} className="good" aria-label={t('status.finished')} />
  if (reason === 'failed') return <CircleX size={size} className="bad" aria-label={t('status.failed')} />
  if (reason === 'stopped' || reason === 'time limit') return <CircleDot size={size} aria-label={t('status.stopped')} />
  return <CircleAlert size={size} className="bad" aria-label={t('recordings.incomplete')} />
}
