import type { MessagePortMain } from 'electron'
import type { LinkPort } from '../link/port'

/** The engine's side of a window's port. */
export function electronPort(port: MessagePortMain): LinkPort {
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      port.on('message', (event) => {
        const frame: unknown = event.data
        listener(frame)
      })
      port.start()
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  }
}
