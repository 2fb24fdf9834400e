/** The one origin that windows have: files of the built renderer, served by setupProtocol. */
export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://lab`
export const START_URL = `${ORIGIN}/`

/** Whether an address is of the lab's own page. */
export function isOwn(url: string): boolean {
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}` === ORIGIN
  } catch {
    return false
  }
}
