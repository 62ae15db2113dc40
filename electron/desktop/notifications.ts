import { Notification } from 'electron'
import { type Notice, type Settings, defaultSettings } from '#shared/contract/views'
import { canNotify } from './session-bus'
import { type WindowState, createCoalescer, isInView, isWanted } from './notification-policy'

/** Takes notices, and follows the settings that say which are wanted. */
export interface Notifier {
  take(notice: Notice): void
  follow(settings: Settings): void
}

/** What the notifications need of the window. */
export interface NotifierOptions {
  windowState: () => WindowState
  onClick: (notice: Notice) => void
}

/** Turns notices into native notifications. */
export function createNotifier({ windowState, onClick }: NotifierOptions): Notifier {
  let settings = defaultSettings
  const supported = canNotify(process.env, process.platform) && Notification.isSupported()
  /** Kept until they are gone: a notification that is collected as garbage loses its click. */
  const shown = new Map<string, Notification>()

  function show(notice: Notice): void {
    shown.get(notice.key)?.close()
    const notification = new Notification({ title: notice.title, body: notice.body })
    shown.set(notice.key, notification)
    notification.on('click', () => onClick(notice))
    notification.on('close', () => {
      if (shown.get(notice.key) === notification) shown.delete(notice.key)
    })
    notification.show()
  }
  const coalescer = createCoalescer((notices) => {
    for (const notice of notices) if (!isInView(notice, windowState())) show(notice)
  })

  return {
    take(notice) {
      if (supported && isWanted(notice, settings)) coalescer.add(notice)
    },
    follow(next) {
      settings = next
    },
  }
}
