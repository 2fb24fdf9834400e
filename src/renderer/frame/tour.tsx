import { X } from 'lucide-react'
import { IconButton } from '../components/icon-button'
import { useT } from '../i18n/translate'
import { tourStep } from '../state/app-state'
import { useAtom } from '../state/atom'
import { tourDone } from '../state/preferences'
import './frame.css'

const STEPS = ['write', 'run', 'point'] as const

/** Three steps for the first start: write, run, point at the curve. It covers nothing and asks for nothing. */
export function Tour() {
  const t = useT()
  const step = useAtom(tourStep)
  if (step === null) return null
  const name = STEPS[step]
  const close = (): void => {
    tourStep.set(null)
    tourDone.set(true)
  }
  return (
    <aside className="tour" aria-label={t('tour.name')}>
      <header>
        <h2>{t(`tour.${name}.title`)}</h2>
        <span className="muted">{t('tour.step', { step: step + 1, of: STEPS.length })}</span>
        <IconButton icon={X} label={t('tour.dismiss')} onClick={close} />
      </header>
      <p>{t(`tour.${name}.text`)}</p>
      <div className="dialog-actions">
        {step > 0 && (
          <button type="button" className="button small" onClick={() => tourStep.set(step - 1)}>
            {t('tour.back')}
          </button>
        )}
        {step < STEPS.length - 1 ? (
          <button type="button" className="button small primary" onClick={() => tourStep.set(step + 1)}>
            {t('tour.next')}
          </button>
        ) : (
          <button type="button" className="button small primary" onClick={close}>
            {t('tour.done')}
          </button>
        )}
      </div>
    </aside>
  )
}
