import { ChevronDown, ChevronRight, Copy, FileCode, Pencil, Search, Share2, Trash2, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ScenarioInfo } from '../../protocol/scenario'
import { CommandButton } from '../components/command-button'
import { Empty } from '../components/empty'
import { Menu, type MenuItem } from '../components/menu'
import { RenameField } from '../components/rename-field'
import { useT } from '../i18n/translate'
import { isDirty, openDocument, overlay, recentScenarios, scenarios, showToast } from '../state/app-state'
import { atom, useAtom, useSelect } from '../state/atom'
import { deleteScenario, duplicateScenario, newScenario, openScenario, renameScenario } from '../state/documents'
import { filterScenarios, topicsOf } from './scenario-list'
import './scenarios.css'

/** Topics that are folded away. */
const folded = atom<ReadonlySet<string>>(new Set())

const report = (work: Promise<unknown>): void => {
  void work.catch((error: Error) => showToast(error.message, { tone: 'error' }))
}

/** The library: bundled scenarios by topic, mine beside them, those opened lately, and a search over all. */
export function ScenariosSection() {
  const t = useT()
  const list = useAtom(scenarios)
  const recent = useAtom(recentScenarios)
  const [query, setQuery] = useState('')
  const found = useMemo(() => filterScenarios(list ?? [], query), [list, query])
  const bundled = useMemo(() => topicsOf(found.filter((info) => info.origin === 'bundled')), [found])
  const mine = found.filter((info) => info.origin === 'mine')
  const lately = query
    ? []
    : recent.map((id) => list?.find((info) => info.id === id)).filter((info) => info !== undefined)

  return (
    <section className="side-section grow" aria-label={t('panel.scenarios')}>
      <header className="side-head">
        <h2>{t('panel.scenarios')}</h2>
        <CommandButton id="scenario.new" />
        <CommandButton id="scenario.paste" />
        <CommandButton id="scenario.folder" />
      </header>
      <div className="side-search">
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          className="field small"
          placeholder={t('scenarios.search')}
          aria-label={t('scenarios.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <div className="side-list">
        {list === null && <p className="side-note">{t('scenarios.loading')}</p>}
        {list !== null && found.length === 0 && query !== '' && (
          <Empty
            action={
              <button type="button" className="button small" onClick={() => setQuery('')}>
                {t('scenarios.clearSearch')}
              </button>
            }
          >
            {t('scenarios.noneFound', { query })}
          </Empty>
        )}
        {lately.length > 0 && (
          <Group name="recent" title={t('scenarios.recent')} items={lately.slice(0, 4)} startFolded />
        )}
        {bundled.map(([topic, items]) => (
          <Group key={topic} name={`topic ${topic}`} title={topicTitle(topic)} items={items} />
        ))}
        {list !== null && (mine.length > 0 || query === '') && (
          <Group name="mine" title={t('scenarios.mine')} items={mine}>
            {mine.length === 0 && (
              <p className="side-note">
                {t('scenarios.noneOfMine')}{' '}
                <button type="button" className="link" onClick={newScenario}>
                  {t('scenarios.begin')}
                </button>
              </p>
            )}
          </Group>
        )}
      </div>
    </section>
  )
}

const topicTitle = (topic: string): string => topic.charAt(0).toUpperCase() + topic.slice(1).replaceAll('-', ' ')

interface GroupProps {
  name: string
  title: string
  items: readonly ScenarioInfo[]
  startFolded?: boolean
  children?: React.ReactNode
}

function Group({ name, title, items, startFolded, children }: GroupProps) {
  // A group that starts folded is in the set when it was opened.
  const isFolded = useSelect(folded, (set) => set.has(name) !== (startFolded ?? false))
  const toggle = (): void =>
    folded.update((set) => {
      const next = new Set(set)
      if (!next.delete(name)) next.add(name)
      return next
    })
  return (
    <div className="side-group">
      <button type="button" className="side-topic" aria-expanded={!isFolded} onClick={toggle}>
        {isFolded ? <ChevronRight size={14} aria-hidden="true" /> : <ChevronDown size={14} aria-hidden="true" />}
        <span className="grow ellipsis">{title}</span>
        <span className="muted">{items.length || ''}</span>
      </button>
      {!isFolded && (
        <>
          <ul>
            {items.map((info) => (
              <Item key={info.id} info={info} />
            ))}
          </ul>
          {children}
        </>
      )}
    </div>
  )
}

function Item({ info }: { info: ScenarioInfo }) {
  const t = useT()
  const open = useSelect(openDocument, (document) => document?.id === info.id)
  const dirty = useAtom(isDirty) && open
  const [renaming, setRenaming] = useState(false)
  const title = info.origin === 'mine' ? `${info.name}.py` : info.title || info.name
  if (renaming) {
    return (
      <li>
        <RenameField
          label={t('scenarios.newName')}
          value={info.name}
          close={() => setRenaming(false)}
          rename={(name) => report(renameScenario(info, name))}
        />
      </li>
    )
  }
  const share: MenuItem = {
    label: t('share.title'),
    icon: Share2,
    run: () => report(openScenario(info.id).then(() => overlay.set('share'))),
  }
  const duplicate: MenuItem = {
    label: t('scenarios.duplicate'),
    icon: Copy,
    run: () => report(duplicateScenario(info)),
  }
  const own: MenuItem[] =
    info.origin === 'mine'
      ? [
          { label: t('common.rename'), icon: Pencil, run: () => setRenaming(true) },
          { label: t('common.delete'), icon: Trash2, danger: true, run: () => report(deleteScenario(info)) },
        ]
      : []
  return (
    <li className={open ? 'side-item open' : 'side-item'}>
      <button
        type="button"
        className="side-open"
        aria-current={open ? 'true' : undefined}
        title={info.problem ?? (info.summary || `${info.name}.py`)}
        onClick={() => !open && report(openScenario(info.id))}
      >
        {info.problem ? (
          <TriangleAlert size={14} aria-label={t('scenarios.problem')} />
        ) : (
          <FileCode size={14} aria-hidden="true" />
        )}
        <span className="grow ellipsis">{title}</span>
        {dirty && (
          <span className="unsaved" title={t('document.unsaved')}>
            ●
          </span>
        )}
      </button>
      <Menu label={t('scenarios.actions', { name: title })} items={[duplicate, share, ...own]} className="side-menu" />
    </li>
  )
}
