/** Which addresses the app's own page has, and which of others may leave it. */

/** Scheme and host of the window's page. */
export const APP_SCHEME = 'app'
/** Where our own page comes from. */
export const APP_ORIGIN = `${APP_SCHEME}://bundle`
/** Longest address that is handed to the system; browsers take little more. */
const MAX_ADDRESS = 8192

/** Whether a frame shows our own page: then, and only then, is it listened to. */
export function isOurPage(url: string | undefined): boolean {
  return url !== undefined && url.startsWith(`${APP_ORIGIN}/`)
}

/** The address in its plain form when the system may open it, otherwise null: web pages and mail, nothing that starts programs. */
export function externalAddress(text: string): string | null {
  if (text.length > MAX_ADDRESS || !URL.canParse(text)) return null
  const url = new URL(text)
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null
}

/** Permissions that our own page has; all others are denied to everybody. */
export function isAllowedPermission(permission: string, url: string | undefined): boolean {
  return isOurPage(url) && (permission === 'clipboard-sanitized-write' || permission === 'clipboard-read')
}
