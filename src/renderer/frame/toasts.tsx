import { X } from 'lucide-react'
import { IconButton } from '../components/icon-button'
import { useT } from '../i18n/translate'
import { dismissToast, toasts } from '../state/app-state'
import { useAtom } from '../state/atom'
import './frame.css'

/** Short notes at the lower edge; failures are alerts. */
export function Toasts() {
  const t = useT()
  const list = useAtom(toasts)
  return (
    <div className="toasts" aria-live="polite">
      {list.map((toast) => (
        <div key={toast.id} className={`toast ${toast.tone}`} role={toast.tone === 'error' ? 'alert' : undefined}>
          <span className="grow">{toast.text}</span>
          {toast.action && (
            <button
              type="button"
              className="link"
              onClick={() => {
                toast.action?.run()
                dismissToast(toast.id)
              }}
            >
              {toast.action.label}
            </button>
          )}
          <IconButton icon={X} label={t('common.close')} onClick={() => dismissToast(toast.id)} />
        </div>
      ))}
    </div>
  )
}
