/** The page needs nothing of the machine: camera, location, devices and the like are refused without asking. */
import type { Session } from 'electron'
import { isOwn } from './origin'

/** Copying to the clipboard at the user's request, and nothing else. */
const ALLOWED = 'clipboard-sanitized-write'

export function setupPermissions(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setBluetoothPairingHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(permission === ALLOWED && isOwn(details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === ALLOWED && isOwn(origin))
  session.setDevicePermissionHandler(() => false)
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }))
}
