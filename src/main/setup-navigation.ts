/** The window stays where it is: no other page, no new window, no embedded one. */
import type { App, Event } from 'electron'
import { isOwn } from './origin'

export function setupNavigation(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_created, contents) => {
    const stay = (event: Event, url: string): void => {
      if (!isOwn(url)) event.preventDefault()
    }
    contents.on('will-navigate', (details) => stay(details, details.url))
    contents.on('will-frame-navigate', (details) => stay(details, details.url))
    contents.on('will-redirect', (details) => stay(details, details.url))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
