import { FrameLink, type DeckLink, type FramePort } from './frame-link'

/** What the preload script offers to a window of the desktop app. */
export interface DeckBridge {
  /** Asks for a port to the engine; it arrives as a `deck-link` message of this window. */
  connect(): void
  /** Says which pane is shown, so that no notification tells what is in view. */
  select(run: string | null, pane: string | null): void
}

/** The link of a desktop window: a MessagePort that the preload script hands over. */
export function messagePortLink(bridge: DeckBridge, target: Window = window): DeckLink {
  const link = new FrameLink()
  target.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0]
    if (event.source === target && isHandOff(event.data) && port) link.use(framePort(port))
  })
  bridge.connect()
  return link
}

function isHandOff(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'deck-link'
}

/** Electron closes a port when the other side goes away; the DOM types do not know that event yet. */
function framePort(port: MessagePort): FramePort {
  return {
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data))
      port.start()
    },
    onClose: (listener) => port.addEventListener('close', () => listener('The deck has gone away.')),
    close: () => port.close(),
  }
}
