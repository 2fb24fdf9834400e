/** How a window finds the lab: Electron's preload put it there, or it is behind the address the page came from. */
import { webSocketClient } from './client'
import type { LabClient } from './service'
import { SOCKET_PATH, TOKEN_PARAMETER } from './wire'

/** The parts of a browser's window that are used. */
export interface WindowLike {
  lab?: LabClient
  location: { href: string; protocol: string; host: string }
  history: { replaceState(data: unknown, unused: string, url: string): void }
  sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void }
}

const STORED = 'pymemlab.token'

/**
 * Takes the token out of the page's address, so that it is neither on the screen nor in the history, and keeps it in the
 * tab's own storage for reloads.
 */
export function takeToken(window: WindowLike): string {
  const url = new URL(window.location.href)
  const token = url.searchParams.get(TOKEN_PARAMETER)
  if (token === null) return window.sessionStorage.getItem(STORED) ?? ''
  window.sessionStorage.setItem(STORED, token)
  url.searchParams.delete(TOKEN_PARAMETER)
  window.history.replaceState(null, '', `${url.pathname}${url.search}${url.hash}`)
  return token
}

/** The client of this window, whatever hosts it. Call it once. */
export function connectLab(window: WindowLike): LabClient {
  if (window.lab) return window.lab
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
  const token = encodeURIComponent(takeToken(window))
  return webSocketClient(`${scheme}://${window.location.host}${SOCKET_PATH}?${TOKEN_PARAMETER}=${token}`)
}
