import { type BrowserWindow, app, nativeImage } from 'electron'
import { trayBitmap } from './tray-image'

/** Edge of the mark on a Windows taskbar button, in pixels. */
const OVERLAY_SIZE = 16

/** Shows on the dock or taskbar how many need the person; the tray and the window say so too. */
export function showBadge(window: BrowserWindow, count: number): void {
  if (process.platform !== 'win32') {
    app.setBadgeCount(count)
    return
  }
  const size = { width: OVERLAY_SIZE, height: OVERLAY_SIZE }
  const bitmap = trayBitmap({ size: OVERLAY_SIZE, style: 'dark', needsYou: true })
  window.setOverlayIcon(
    count > 0 ? nativeImage.createFromBitmap(bitmap, size) : null,
    count > 0 ? `${count} need you` : '',
  )
}
