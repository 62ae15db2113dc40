import { describe, expect, it } from 'vitest'
import { type RawWindow, linkConformance, recordingEngine } from './conformance'
import type { LinkEngine } from './engine'
import { createRateLimit, isLargerThan } from './limits'
import { memoryPort } from './port'
import { serveLink } from './server'

async function connect(engine: LinkEngine): Promise<RawWindow> {
  const { port, window } = memoryPort()
  serveLink(engine, port, { log: () => {} })
  const closed: Array<() => void> = []
  port.onClose(() => {
    for (const listener of closed) listener()
  })
  return { ...window, onClose: (listener) => closed.push(listener) }
}

describe('a link in memory', () => linkConformance(connect))

describe('serveLink', () => {
  it('does not answer a window that is gone', async () => {
    const { engine } = recordingEngine()
    let release = () => {}
    const slow: LinkEngine = {
      ...engine,
      handle: (method, input) =>
        new Promise<void>((resolve) => (release = resolve)).then(() => engine.handle(method, input)),
    }
    const { port, window } = memoryPort()
    const sent: unknown[] = []
    serveLink(slow, { ...port, send: (frame) => sent.push(frame) }, { log: () => {} })
    window.send({ t: 'request', id: 1, method: 'settings.set', input: {} })
    await Promise.resolve()
    window.close()
    release()
    await new Promise((resolve) => setImmediate(resolve))
    expect(sent).toEqual([])
  })

  it('keeps a reused channel apart from its former terminal', async () => {
    const { engine, terminals } = recordingEngine()
    const { port, window } = memoryPort()
    const sent: unknown[] = []
    serveLink(engine, { ...port, send: (frame) => sent.push(frame) }, { log: () => {} })
    window.send({ t: 'open', channel: 1, run: 'r', pane: 'a' })
    window.send({ t: 'open', channel: 1, run: 'r', pane: 'b' })
    await new Promise((resolve) => setImmediate(resolve))
    sent.length = 0
    terminals.get('r/a')?.handlers.frame('from the first')
    terminals.get('r/a')?.handlers.end('first ended')
    terminals.get('r/b')?.handlers.frame('from the second')
    expect(terminals.get('r/a')?.closed).toBe(true)
    expect(sent).toEqual([{ t: 'frame', channel: 1, frame: 'from the second' }])
  })
})

describe('createRateLimit', () => {
  it('lets a burst through, then the rate', () => {
    let now = 0
    const mayAsk = createRateLimit(3, 10, () => now)
    expect([mayAsk(), mayAsk(), mayAsk(), mayAsk()]).toEqual([true, true, true, false])
    now = 100
    expect([mayAsk(), mayAsk()]).toEqual([true, false])
    now = 10_000
    expect([mayAsk(), mayAsk(), mayAsk(), mayAsk()]).toEqual([true, true, true, false])
  })
})

describe('isLargerThan', () => {
  it('counts strings and keys wherever they are', () => {
    expect(isLargerThan({ a: ['12345', { b: '12345' }] }, 100)).toBe(false)
    expect(isLargerThan({ a: ['12345', { b: '12345' }] }, 12)).toBe(true)
    expect(isLargerThan(new Uint8Array(50), 49)).toBe(true)
  })

  it('ends on a value that contains itself', () => {
    const loop: unknown[] = []
    loop.push(loop)
    expect(isLargerThan(loop, 1000)).toBe(true)
  })
})
