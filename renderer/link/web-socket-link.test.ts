// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { TOKEN_REFUSED, webSocketLink } from './web-socket-link'

class FakeSocket extends EventTarget {
  readyState = 0
  readonly sent: string[] = []
  send(text: string): void {
    this.sent.push(text)
  }
  close(): void {
    this.shut(1000)
  }
  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  shut(code: number): void {
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }
}

function setUp() {
  const sockets: FakeSocket[] = []
  const protocols: string[][] = []
  const waits: number[] = []
  const due: Array<() => void> = []
  const link = webSocketLink('ws://127.0.0.1:1/link', 'secret', {
    open: (_url, offered) => {
      const socket = new FakeSocket()
      sockets.push(socket)
      protocols.push(offered)
      // Only what the link uses of a socket is there.
      return socket as unknown as WebSocket
    },
    wait: (milliseconds, then) => {
      waits.push(milliseconds)
      due.push(then)
    },
  })
  const last = () => sockets.at(-1) ?? new FakeSocket()
  return { link, sockets, protocols, waits, last, retry: () => due.pop()?.() }
}

describe('webSocketLink', () => {
  it('offers its token as a protocol name, never in the address', () => {
    expect(setUp().protocols).toEqual([['deck', 'token.secret']])
  })

  it('comes back after a loss, more slowly the longer it takes, and quickly again after it was there', () => {
    const { link, last, waits, retry } = setUp()
    last().open()
    expect(link.state()).toEqual({ kind: 'open' })
    for (let attempt = 0; attempt < 6; attempt++) {
      last().shut(1006)
      retry()
    }
    expect(link.state()).toEqual({ kind: 'lost', reason: 'The deck cannot be reached.' })
    expect(waits).toEqual([250, 500, 1000, 2000, 5000, 5000])
    last().open()
    expect(link.state()).toEqual({ kind: 'open' })
    last().shut(1006)
    expect(waits.at(-1)).toBe(250)
  })

  it('gives up when its token is refused, and says what to do', () => {
    const { link, last, waits } = setUp()
    last().shut(TOKEN_REFUSED)
    expect(waits).toEqual([])
    expect(link.state()).toMatchObject({
      kind: 'lost',
      reason: expect.stringContaining('Open the one that the deck prints'),
    })
  })

  it('does not come back after it was closed', () => {
    const { link, last, waits, sockets } = setUp()
    last().open()
    link.close()
    expect(link.state()).toEqual({ kind: 'closed' })
    expect(waits).toEqual([])
    expect(sockets).toHaveLength(1)
  })
})
