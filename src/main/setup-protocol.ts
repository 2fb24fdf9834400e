/** The window's files under a scheme of their own: a real origin, so that no `file:` rules apply and the CSP is a header. */
import type { Protocol } from 'electron'
import type { StaticHandler } from '../host/static-files'
import { isOwn, SCHEME } from './origin'

/** Has to be called before the app is ready. */
export function setupScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

export function setupProtocol(protocol: Pick<Protocol, 'handle'>, files: StaticHandler): void {
  protocol.handle(SCHEME, (request) =>
    isOwn(request.url) ? files(request) : new Response('There is no such host.\n', { status: 404 }),
  )
}
