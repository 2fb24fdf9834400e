import { useEffect, useMemo, useRef, useState } from 'react'
import type { CommandGroup } from '../commands/command'
import { keyLabel } from '../commands/keys'
import { allCommands, execute, isEnabled } from '../commands/registry'
import { Dialog } from '../components/dialog'
import { useT } from '../i18n/translate'
import { CompareDialog, ExportDialog } from '../recordings/recording-dialogs'
import { FolderDialog } from '../scenarios/folder-dialog'
import { ShareDialog } from '../scenarios/share-dialog'
import { overlay } from '../state/app-state'
import { useAtom } from '../state/atom'
import { rank } from './palette-rank'
import './frame.css'

const close = (): void => overlay.set(null)

/** The dialog that is open, if any. */
export function Overlays() {
  const open = useAtom(overlay)
  switch (open) {
    case 'palette':
      return <Palette />
    case 'keys':
      return <Keys />
    case 'share':
      return <ShareDialog close={close} />
    case 'export':
      return <ExportDialog close={close} />
    case 'compare':
      return <CompareDialog close={close} />
    case 'folder':
      return <FolderDialog close={close} />
    case null:
      return null
  }
}

/** All commands that can be used now, found by typing. */
function Palette() {
  const t = useT()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const commands = useMemo(
    () =>
      rank(
        query,
        allCommands().filter((command) => !command.hidden && isEnabled(command)),
        (command) => `${t(`group.${command.group}`)}: ${t(command.label)}`,
      ),
    [query, t],
  )
  const at = Math.min(chosen, Math.max(0, commands.length - 1))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen one is brought into view
  useEffect(
    () => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
    [at, query],
  )
  const run = (index: number): void => {
    const command = commands[index]
    close()
    // After the dialog is gone, so that a command that moves the focus keeps it.
    if (command) requestAnimationFrame(() => void execute(command))
  }
  return (
    <Dialog title={t('command.palette')} close={close} bare>
      <input
        className="field palette-field"
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={commands.length ? `palette-${at}` : undefined}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setChosen(0)
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
          if (step) setChosen(Math.max(0, Math.min(commands.length - 1, at + step)))
          else if (event.key === 'Enter') run(at)
          else return
          event.preventDefault()
        }}
      />
      <div ref={list} id="palette-list" role="listbox" aria-label={t('command.palette')} className="palette-list">
        {commands.length === 0 && <p className="side-note">{t('palette.none')}</p>}
        {commands.map((command, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above answers the keys
          <div
            key={command.id}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === at}
            tabIndex={-1}
            className="palette-item"
            onPointerMove={() => setChosen(i)}
            onClick={() => run(i)}
          >
            <span className="menu-icon">{command.icon && <command.icon size={14} aria-hidden="true" />}</span>
            <span className="muted">{t(`group.${command.group}`)}</span>
            <span className="grow ellipsis">{t(command.label)}</span>
            {command.keys?.[0] && <kbd>{keyLabel(command.keys[0])}</kbd>}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

const GROUPS: CommandGroup[] = ['run', 'editor', 'charts', 'scenario', 'recording', 'view', 'help']

/** Every command that has a key, with all its keys. */
function Keys() {
  const t = useT()
  const commands = allCommands().filter((command) => command.keys?.length)
  return (
    <Dialog title={t('command.keys')} close={close} className="wide">
      <div className="dialog-body keys">
        {GROUPS.map((group) => {
          const list = commands.filter((command) => command.group === group)
          return list.length === 0 ? null : (
            <section key={group}>
              <h3>{t(`group.${group}`)}</h3>
              <dl>
                {list.map((command) => (
                  <div key={command.id}>
                    <dt>{t(command.label)}</dt>
                    <dd>
                      {command.keys?.map((key) => (
                        <kbd key={key}>{keyLabel(key)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}
