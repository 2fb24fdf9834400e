import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes } from 'react'

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon
  /** Its accessible name, and the tooltip unless `title` says more. */
  label: string
}

/** A button that is only an icon: always with a name and a tooltip. */
export function IconButton({ icon: Icon, label, title, className, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={title ?? label}
      className={className ? `icon-button ${className}` : 'icon-button'}
      {...rest}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
    </button>
  )
}
