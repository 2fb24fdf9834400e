import { Ellipsis, type LucideIcon } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from './icon-button'
import './menu.css'

export interface MenuItem {
  label: string
  icon?: LucideIcon
  /** A tick in front of it. */
  checked?: boolean
  disabled?: boolean
  danger?: boolean
  run(): void
}

interface Props {
  /** Name of the button that opens it. */
  label: string
  items: readonly (MenuItem | 'separator')[]
  icon?: LucideIcon
  /** What the button shows instead of an icon. */
  children?: ReactNode
  className?: string
  disabled?: boolean
}

/** A button that opens a menu; arrow keys move in it, Escape closes it and gives the focus back. */
export function Menu({ label, items, icon = Ellipsis, children, className, disabled }: Props) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const id = useId()
  const close = (): void => {
    setOpen(false)
    anchor.current?.querySelector('button')?.focus()
  }
  const common = {
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open,
    'aria-controls': open ? id : undefined,
    disabled,
    onClick: () => setOpen(!open),
  }
  return (
    <span ref={anchor} className="menu-anchor">
      {children ? (
        <button type="button" className={className ?? 'button quiet'} aria-label={label} title={label} {...common}>
          {children}
        </button>
      ) : (
        <IconButton icon={icon} label={label} className={className} {...common} />
      )}
      {open && <MenuList id={id} label={label} items={items} anchor={anchor.current} close={close} />}
    </span>
  )
}

interface ListProps {
  id: string
  label: string
  items: Props['items']
  anchor: HTMLElement | null
  close(): void
}

function MenuList({ id, label, items, anchor, close }: ListProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const menu = list.current
    if (!menu || !anchor) return
    const box = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = menu
    const left = Math.min(box.left, innerWidth - width - 8)
    const below = box.bottom + 4 + height <= innerHeight
    menu.style.left = `${Math.max(8, left)}px`
    menu.style.top = `${Math.max(8, below ? box.bottom + 4 : box.top - height - 4)}px`
    menu.querySelector<HTMLButtonElement>('[role^="menuitem"]:not(:disabled)')?.focus()
  }, [anchor])
  useEffect(() => {
    const outside = (event: PointerEvent): void => {
      const target = event.target as Node
      if (!list.current?.contains(target) && !anchor?.contains(target)) close()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => document.removeEventListener('pointerdown', outside, true)
  }, [anchor, close])

  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('[role^="menuitem"]:not(:disabled)') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const last = buttons.length - 1
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ]
    if (next !== undefined) buttons[next]?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return createPortal(
    <div ref={list} id={id} role="menu" aria-label={label} className="menu" onKeyDown={onKeyDown} tabIndex={-1}>
      {items.map((item, i) =>
        item === 'separator' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: separators have nothing else
          <hr key={`separator ${i}`} />
        ) : (
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is menuitemcheckbox where it is ticked
          <button
            key={item.label}
            type="button"
            role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked={item.checked}
            disabled={item.disabled}
            className={item.danger ? 'menu-item danger' : 'menu-item'}
            onClick={() => {
              close()
              item.run()
            }}
          >
            <span className="menu-icon" aria-hidden="true">
              {item.checked ? '✓' : item.icon && <item.icon size={14} strokeWidth={1.75} />}
            </span>
            {item.label}
          </button>
        ),
      )}
    </div>,
    document.body,
  )
}
