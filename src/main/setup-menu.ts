/** The menu of the system. Actions of the lab have their own keys in the window; these are the ones that systems expect. */
import type { Menu, MenuItemConstructorOptions } from 'electron'

/** Reload and developer tools are for those who build the lab: keys of theirs would collide with the window's own (F5). */
export function menuTemplate(platform: NodeJS.Platform, development: boolean): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  if (development) view.push({ type: 'separator' }, { role: 'toggleDevTools' })
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
  ]
}

export function setupMenu(
  menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>,
  platform: NodeJS.Platform,
  development: boolean,
): void {
  menu.setApplicationMenu(menu.buildFromTemplate(menuTemplate(platform, development)))
}
