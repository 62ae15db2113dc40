import { describe, expect, it, vi } from 'vitest'
import { Refused, type UpFrame } from '#shared/contract/link'
import { FrameLink } from './frame-link'

/** A port whose other side is the test. */
function testPort() {
  const sent: UpFrame[] = []
  let receive: (data: unknown) => void = () => undefined
  let end: (reason: string) => void = () => undefined
  return {
    sent,
    receive: (data: unknown) => receive(data),
    end: (reason: string) => end(reason),
    port: {
      send: (frame: UpFrame) => void sent.push(frame),
      onFrame: (listener: (data: unknown) => void) => void (receive = listener),
      onClose: (listener: (reason: string) => void) => void (end = listener),
      close: () => undefined,
    },
  }
}

function connected() {
  const link = new FrameLink()
  const side = testPort()
  link.use(side.port)
  return { link, ...side }
}

describe('requests', () => {
  it('match answers to requests by number, in any order', async () => {
    const { link, sent, receive } = connected()
    const first = link.request('run.close', { run: 'r1' })
    const second = link.request('run.start-demo', {})
    const [a, b] = sent.map((frame) => (frame.t === 'request' ? frame.id : -1))
    receive({ t: 'answer', id: b, ok: true, output: { run: 'r2' } })
    receive(JSON.stringify({ t: 'answer', id: a, ok: true, output: {} }))
    await expect(second).resolves.toEqual({ run: 'r2' })
    await expect(first).resolves.toEqual({})
  })

  it('turn a refusal into its sentence', async () => {
    const { link, receive } = connected()
    const request = link.request('run.close', { run: 'r1' })
    receive({ t: 'refused', id: 1, reason: 'There is no such run.' })
    await expect(request).rejects.toThrow(new Refused('There is no such run.'))
  })

  it('reject an answer of another form than the method promises', async () => {
    const { link, receive } = connected()
    const request = link.request('run.start-demo', {})
    receive({ t: 'answer', id: 1, ok: true, output: { run: 7 } })
    await expect(request).rejects.toThrow('The answer to run.start-demo has an unexpected form')
  })

  it('fail when the connection goes away under them, and at once while there is none', async () => {
    const { link, end } = connected()
    const request = link.request('run.close', { run: 'r1' })
    end('The deck has gone away.')
    await expect(request).rejects.toThrow('The deck has gone away. Whether it was done is not known.')
    await expect(link.request('run.close', { run: 'r1' })).rejects.toBeInstanceOf(Refused)
    expect(link.state()).toEqual({ kind: 'lost', reason: 'The deck has gone away.' })
  })
})

describe('pushes', () => {
  it('reach listeners after their check, and nothing unchecked does', () => {
    const { link, receive } = connected()
    const heard = vi.fn()
    const errors = vi.spyOn(console, 'error').mockReturnValue()
    link.on('open-folder', heard)
    receive({ t: 'push', name: 'open-folder', payload: { dir: 5 } })
    receive({ t: 'push', name: 'no-such-push', payload: {} })
    receive({ t: 'push', name: '__proto__', payload: {} })
    receive('not json')
    receive({ t: 'push', name: 'open-folder', payload: { dir: '/a' } })
    expect(heard.mock.calls).toEqual([[{ dir: '/a' }]])
    errors.mockRestore()
  })
})

describe('terminals', () => {
  const data = { type: 'data', seq: 3, data: 'abc' }

  it('get the frames of their own channel until they end', () => {
    const { link, sent, receive } = connected()
    const frame = vi.fn()
    const end = vi.fn()
    const terminal = link.openTerminal('r1', 'p1', { frame, end })
    receive({ t: 'frame', channel: 1, frame: data })
    receive({ t: 'frame', channel: 2, frame: data })
    receive({ t: 'end', channel: 1, reason: 'The agent was replaced.' })
    receive({ t: 'frame', channel: 1, frame: data })
    terminal.input('x')
    expect(frame.mock.calls).toEqual([[data]])
    expect(end.mock.calls).toEqual([['The agent was replaced.']])
    expect(sent).toEqual([{ t: 'open', channel: 1, run: 'r1', pane: 'p1' }])
  })

  it('send long input in parts that keep surrogate pairs whole', () => {
    const { link, sent } = connected()
    const terminal = link.openTerminal('r1', 'p1', { frame: vi.fn(), end: vi.fn() })
    const text = `a${'\u{1f600}'.repeat(200_000)}`
    terminal.input(text)
    const parts = sent.flatMap((frame) => (frame.t === 'input' ? [frame.data] : []))
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.join('')).toBe(text)
    expect(parts.every((part) => !/[\ud800-\udbff]$/.test(part))).toBe(true)
  })

  it('end when the connection is lost, and another port does not mix with the lost one', () => {
    const { link, end, receive } = connected()
    const frame = vi.fn()
    const ended = vi.fn()
    link.openTerminal('r1', 'p1', { frame, end: ended })
    end('Gone.')
    const next = testPort()
    link.use(next.port)
    link.openTerminal('r1', 'p1', { frame, end: ended })
    receive({ t: 'frame', channel: 2, frame: data })
    expect(frame).not.toHaveBeenCalled()
    next.receive({ t: 'frame', channel: 2, frame: data })
    expect(frame).toHaveBeenCalledTimes(1)
    expect(ended.mock.calls).toEqual([['Gone.']])
  })
})
