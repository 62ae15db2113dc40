import { FrameLink, type DeckLink, type FramePort } from './frame-link'

/** Milliseconds between attempts: quick at first, then every five seconds. */
const BACK_OFF = [250, 500, 1000, 2000, 5000] as const
/** Close code with which the deck refuses a token. */
export const TOKEN_REFUSED = 4401

/** Everything of the browser that the link touches; tests pass their own. */
export interface SocketMachinery {
  open(url: string, protocols: string[]): WebSocket
  wait(milliseconds: number, then: () => void): void
}

const browser: SocketMachinery = {
  open: (url, protocols) => new WebSocket(url, protocols),
  wait: (milliseconds, then) => void setTimeout(then, milliseconds),
}

/** The link of a browser window: a WebSocket that reconnects until it is closed or its token is refused. */
export function webSocketLink(url: string, token: string, machinery: SocketMachinery = browser): DeckLink {
  const link = new FrameLink()
  let attempt = 0

  function connect(): void {
    const socket = machinery.open(url, ['deck', `token.${token}`])
    let wasOpen = false
    socket.addEventListener('open', () => {
      wasOpen = true
      attempt = 0
      link.use(framePort(socket))
    })
    socket.addEventListener('close', (event) => {
      if (link.state().kind === 'closed') return
      if (event.code === TOKEN_REFUSED) {
        link.setState({
          kind: 'lost',
          reason: 'This address is no longer valid. Open the one that the deck prints.',
        })
        return
      }
      if (!wasOpen) link.setState({ kind: 'lost', reason: 'The deck cannot be reached.' })
      machinery.wait(BACK_OFF[Math.min(attempt++, BACK_OFF.length - 1)] ?? 5000, () => {
        if (link.state().kind !== 'closed') connect()
      })
    })
  }

  connect()
  return link
}

function framePort(socket: WebSocket): FramePort {
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    onFrame: (listener) =>
      socket.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    onClose: (listener) =>
      socket.addEventListener('close', () => listener('The connection to the deck is lost.')),
    close: () => socket.close(),
  }
}
