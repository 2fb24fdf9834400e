import type { Command } from '../commands/command'
import { keyLabel } from '../commands/keys'
import { execute, findCommand } from '../commands/registry'
import { useT } from '../i18n/translate'
import { always, useAtom } from '../state/atom'
import { IconButton } from './icon-button'

interface Props {
  id: string
  /** Words beside the icon. */
  text?: boolean
  className?: string
}

/** The tooltip of a command: its label with its first key. */
export function commandTitle(command: Command, label: string): string {
  return command.keys?.[0] ? `${label} (${keyLabel(command.keys[0])})` : label
}

/** A command as a button: name, icon, key, and whether it can be used now all come from the command. */
export function CommandButton({ id, text, className }: Props) {
  const t = useT()
  const command = findCommand(id)
  const enabled = useAtom(command.when ?? always)
  const pressed = useAtom(command.checked ?? always)
  const label = t(command.label)
  const title = commandTitle(command, label)
  const Icon = command.icon
  const run = () => void execute(command)
  if (!text && Icon) {
    return (
      <IconButton
        icon={Icon}
        label={label}
        title={title}
        disabled={!enabled}
        className={className}
        aria-pressed={command.checked ? pressed : undefined}
        onClick={run}
      />
    )
  }
  return (
    <button type="button" className={`button ${className ?? ''}`} disabled={!enabled} title={title} onClick={run}>
      {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
      {label}
    </button>
  )
}
