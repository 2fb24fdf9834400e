import { CircleHelp, Contrast, Languages } from 'lucide-react'
import { execute, findCommand } from '../commands/registry'
import { CommandButton } from '../components/command-button'
import { Menu } from '../components/menu'
import { useT } from '../i18n/translate'
import { isDirty, locale, openDocument, settings, showToast, type ThemeChoice, themeChoice } from '../state/app-state'
import { useAtom, useSelect } from '../state/atom'
import { showPanel } from '../state/panel-requests'
import './frame.css'

/** What is open, and what can be done with it. */
export function Header() {
  const t = useT()
  return (
    <header className="header">
      <Title />
      <div className="toolbar" role="toolbar" aria-label={t('group.run')}>
        <CommandButton id="run.start" text className="primary" />
        <CommandButton id="run.pause" />
        <CommandButton id="run.continue" />
        <CommandButton id="run.stop" />
        <span className="toolbar-gap" />
        <CommandButton id="run.stepOver" />
        <CommandButton id="run.stepInto" />
      </div>
      <ProfileButton />
      <div className="header-end">
        <LanguageMenu />
        <ThemeMenu />
        <CommandButton id="help.palette" />
        <HelpMenu />
      </div>
    </header>
  )
}

function Title() {
  const t = useT()
  const document = useSelect(openDocument, (now) => now && { name: now.name, origin: now.origin }, sameTitle)
  const dirty = useAtom(isDirty)
  return (
    <div className="header-title">
      <h1>{t('app.title')}</h1>
      {document && (
        <span className="header-document" title={dirty ? t('document.unsaved') : undefined}>
          <span className="ellipsis">{document.name}.py</span>
          {dirty && (
            <span className="unsaved" role="img" aria-label={t('document.unsaved')}>
              ●
            </span>
          )}
        </span>
      )}
    </div>
  )
}

type DocumentTitle = { name: string; origin: string } | null
const sameTitle = (a: DocumentTitle, b: DocumentTitle): boolean => a?.name === b?.name && a?.origin === b?.origin

/** Profile and thresholds of the next run; leads to the settings. */
function ProfileButton() {
  const t = useT()
  const now = useAtom(settings)
  const thresholds = (now.thresholds ?? [700, 10, 10]).join(',')
  return (
    <button
      type="button"
      className="button quiet profile"
      title={t('header.settings')}
      onClick={() => showPanel('settings', true)}
    >
      <span>CPython 3.11</span>
      <span className="muted">· {now.gcEnabled ? thresholds : t('header.gcOff')}</span>
    </button>
  )
}

function LanguageMenu() {
  const t = useT()
  const now = useAtom(locale)
  return (
    <Menu
      label={t('header.language')}
      icon={Languages}
      items={[
        { label: 'English', checked: now === 'en', run: () => locale.set('en') },
        { label: '简体中文', checked: now === 'zh', run: () => locale.set('zh') },
      ]}
    />
  )
}

const THEMES: ThemeChoice[] = ['system', 'light', 'dark', 'contrast']

function ThemeMenu() {
  const t = useT()
  const now = useAtom(themeChoice)
  return (
    <Menu
      label={t('header.theme')}
      icon={Contrast}
      items={THEMES.map((choice) => ({
        label: t(`theme.${choice}`),
        checked: now === choice,
        run: () => themeChoice.set(choice),
      }))}
    />
  )
}

function HelpMenu() {
  const t = useT()
  const item = (id: string) => {
    const command = findCommand(id)
    return { label: t(command.label), icon: command.icon, run: () => void execute(command) }
  }
  const about = { label: t('help.about'), run: () => showToast(t('help.aboutText')) }
  return (
    <Menu
      label={t('header.help')}
      icon={CircleHelp}
      items={[item('help.tour'), item('help.keys'), 'separator', item('view.resetLayout'), 'separator', about]}
    />
  )
}
