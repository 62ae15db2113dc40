import { type Session, type WebContents, type WebFrameMain, app } from 'electron'
import { isAllowedPermission, isOurPage } from './addresses'

/** Denies every permission but the clipboard of our own page; without handlers Electron grants them all. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isAllowedPermission(permission, details.requestingUrl)),
  )
  session.setPermissionCheckHandler((contents, permission) =>
    isAllowedPermission(permission, contents?.getURL()),
  )
  session.setDevicePermissionHandler(() => false)
}

/** Keeps every page where it is: nothing navigates, opens windows or embeds others. */
export function forbidNavigation(): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Whether a message comes from the top frame of our own page. */
export function isTrusted(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOurPage(frame.url)
}
