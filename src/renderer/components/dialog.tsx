import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useT } from '../i18n/translate'
import { IconButton } from './icon-button'
import './dialog.css'

interface Props {
  title: string
  close(): void
  children: ReactNode
  /** No title bar: the content names itself (the palette). */
  bare?: boolean
  className?: string
}

/** A modal dialog: the browser's own, which keeps the focus inside and closes on Escape. */
export function Dialog({ title, close, children, bare, className }: Props) {
  const t = useT()
  const dialog = useRef<HTMLDialogElement>(null)
  const before = useRef<Element | null>(null)
  useEffect(() => {
    before.current = document.activeElement
    const element = dialog.current
    if (element && !element.open) element.showModal()
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it closes it, as Escape does
    <dialog
      ref={dialog}
      className={`dialog ${className ?? ''}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close()
      }}
    >
      <div className="dialog-box">
        {!bare && (
          <header className="dialog-head">
            <h2>{title}</h2>
            <IconButton icon={X} label={t('common.close')} onClick={close} />
          </header>
        )}
        {children}
      </div>
    </dialog>
  )
}
