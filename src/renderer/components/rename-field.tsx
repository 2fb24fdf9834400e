import { useState } from 'react'

interface Props {
  label: string
  value: string
  rename(name: string): void
  close(): void
}

/** A name that is edited in its place: Enter takes it, Escape leaves it. */
export function RenameField({ label, value, rename, close }: Props) {
  const [text, setText] = useState(value)
  const take = (): void => {
    const name = text.trim()
    if (name && name !== value) rename(name)
    close()
  }
  return (
    <input
      className="field small rename"
      // biome-ignore lint/a11y/noAutofocus: it was asked for by a command, and takes the place of what had the focus
      autoFocus
      aria-label={label}
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
        else if (event.key === 'Escape') close()
        event.stopPropagation()
      }}
    />
  )
}
