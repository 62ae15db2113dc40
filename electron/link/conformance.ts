import { expect, it } from 'vitest'
import {
  type DownFrame,
  type TerminalHandlers,
  DownFrame as DownFrameSchema,
  Refused,
} from '#shared/contract/link'
import type { MethodName, Output, ParsedInput } from '#shared/contract/methods'
import { defaultSettings } from '#shared/contract/views'
import type { LinkEngine, PushListener } from './engine'
import { MAX_BAD_FRAMES } from './limits'

/** The cases that every way of reaching the engine must pass, whatever carries its frames. */

/** A window's end of a link, with nothing of the product between the test and the frames. */
export interface RawWindow {
  send(frame: unknown): void
  onFrame(listener: (frame: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** An engine that does nothing but tell what was asked of it. */
export function recordingEngine() {
  const listeners = new Set<PushListener>()
  const terminals = new Map<
    string,
    { handlers: TerminalHandlers<unknown>; heard: unknown[]; closed: boolean }
  >()
  const calls: Array<{ method: string; input: unknown }> = []
  const engine: LinkEngine = {
    async handle<M extends MethodName>(method: M, input: ParsedInput<M>): Promise<Output<M>> {
      calls.push({ method, input })
      const outputs: Partial<{ [K in MethodName]: () => Output<K> }> = {
        'settings.set': () => ({ ...defaultSettings, theme: 'dark' }),
        'run.close': () => {
          throw new Refused('There is no run "gone".')
        },
        'project.forget': () => {
          throw new TypeError('secret detail of a bug')
        },
        'prompt.send': () => ({ delivery: 'd1' }),
      }
      const output = outputs[method]
      if (!output) throw new Refused(`Not part of this test: ${method}`)
      return output()
    },
    onPush(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    openTerminal(run, pane, handlers) {
      if (pane === 'missing') throw new Refused('This run has no such pane.')
      const terminal = { handlers, heard: [] as unknown[], closed: false }
      terminals.set(`${run}/${pane}`, terminal)
      handlers.frame({ type: 'data', seq: 2, data: 'hi' })
      return {
        ack: (chars) => terminal.heard.push({ ack: chars }),
        input: (data) => terminal.heard.push({ input: data }),
        resize: (cols, rows) => terminal.heard.push({ resize: [cols, rows] }),
        close: () => {
          terminal.closed = true
          terminal.heard.push('close')
        },
      }
    },
  }
  return {
    engine,
    calls,
    terminals,
    listeners,
    push: ((name, payload) => {
      for (const listener of listeners) listener(name, payload)
    }) satisfies PushListener,
  }
}

/** Collects what a window receives, and waits for a frame that fits. */
function inbox(window: RawWindow) {
  const frames: DownFrame[] = []
  const waiting: Array<() => void> = []
  window.onFrame((frame) => {
    frames.push(DownFrameSchema.parse(frame))
    for (const check of waiting.splice(0)) check()
  })
  return {
    frames,
    find<T extends DownFrame['t']>(
      t: T,
      fits: (frame: Extract<DownFrame, { t: T }>) => boolean = () => true,
    ): Promise<Extract<DownFrame, { t: T }>> {
      return new Promise((resolve) => {
        function check(): void {
          const found = frames.find(
            (frame): frame is Extract<DownFrame, { t: T }> =>
              frame.t === t && fits(frame as Extract<DownFrame, { t: T }>),
          )
          if (found) resolve(found)
          else waiting.push(check)
        }
        check()
      })
    },
  }
}

/** Waits until the engine's side has come to a state; there is no frame that would tell. */
async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { interval: 5, timeout: 5000 }).toBe(true)
}

/** Declares the cases. `connect` gives a window that is connected to the given engine. */
export function linkConformance(connect: (engine: LinkEngine) => Promise<RawWindow>): void {
  it("answers a request with the method's output", async () => {
    const { engine, calls } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    window.send({ t: 'request', id: 7, method: 'settings.set', input: { theme: 'dark' } })
    const answer = await box.find('answer')
    expect(answer).toMatchObject({ id: 7, ok: true, output: { theme: 'dark' } })
    expect(calls).toEqual([{ method: 'settings.set', input: { theme: 'dark' } }])
    window.close()
  })

  it('refuses what the engine refuses, in its words', async () => {
    const window = await connect(recordingEngine().engine)
    const box = inbox(window)
    window.send({ t: 'request', id: 1, method: 'run.close', input: { run: 'gone' } })
    expect(await box.find('refused')).toEqual({ t: 'refused', id: 1, reason: 'There is no run "gone".' })
    window.close()
  })

  it('hides the detail of a bug behind a sentence', async () => {
    const window = await connect(recordingEngine().engine)
    const box = inbox(window)
    window.send({ t: 'request', id: 1, method: 'project.forget', input: { dir: '/x' } })
    const refused = await box.find('refused')
    expect(refused.reason).not.toContain('secret')
    expect(refused.reason).toContain('project.forget')
    window.close()
  })

  it('refuses an unknown method and an input that does not fit, without asking the engine', async () => {
    const { engine, calls } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    window.send({ t: 'request', id: 1, method: 'constructor', input: {} })
    window.send({ t: 'request', id: 2, method: 'run.close', input: { run: '../../etc' } })
    expect((await box.find('refused', (frame) => frame.id === 1)).reason).toContain('"constructor"')
    expect((await box.find('refused', (frame) => frame.id === 2)).reason).toContain('at run')
    expect(calls).toEqual([])
    window.close()
  })

  it('refuses a request above the limit and goes on serving', async () => {
    const { engine, calls } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    const huge = 'x'.repeat(8 * 1024 * 1024 + 1)
    window.send({ t: 'request', id: 1, method: 'prompt.send', input: { run: 'r', pane: 'p', text: huge } })
    expect((await box.find('refused')).reason).toContain('8 MB')
    window.send({ t: 'request', id: 2, method: 'prompt.send', input: { run: 'r', pane: 'p', text: 'short' } })
    await box.find('answer', (frame) => frame.id === 2)
    expect(calls).toHaveLength(1)
    window.close()
  })

  it('carries a text of 5 MB', async () => {
    const { engine, calls } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    const text = 'x'.repeat(5 * 1024 * 1024)
    window.send({ t: 'request', id: 1, method: 'prompt.send', input: { run: 'r', pane: 'p', text } })
    await box.find('answer')
    expect(calls[0]?.input).toEqual({ run: 'r', pane: 'p', text })
    window.close()
  })

  it('slows a window down that asks without end', async () => {
    const { engine, calls } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    for (let id = 0; id < 1000; id++) window.send({ t: 'request', id, method: 'settings.set', input: {} })
    expect((await box.find('refused')).reason).toContain('Too many requests')
    expect(calls.length).toBeGreaterThanOrEqual(200)
    window.close()
  })

  it('passes on what the engine sends unasked, until the window is gone', async () => {
    const { engine, push, listeners } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    push('focus', { run: 'r1', pane: 'p1' })
    expect(await box.find('push')).toEqual({ t: 'push', name: 'focus', payload: { run: 'r1', pane: 'p1' } })
    window.close()
    await until(() => listeners.size === 0)
  })

  it('opens a terminal, carries both directions, and closes it', async () => {
    const { engine, terminals } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    window.send({ t: 'open', channel: 3, run: 'r', pane: 'p' })
    const frame = await box.find('frame')
    expect(frame).toEqual({ t: 'frame', channel: 3, frame: { type: 'data', seq: 2, data: 'hi' } })
    window.send({ t: 'ack', channel: 3, chars: 2 })
    window.send({ t: 'input', channel: 3, data: 'ls\r' })
    window.send({ t: 'resize', channel: 3, cols: 100, rows: 30 })
    window.send({ t: 'close', channel: 3 })
    const terminal = terminals.get('r/p')
    await until(() => terminal?.closed === true)
    expect(terminal?.heard).toEqual([{ ack: 2 }, { input: 'ls\r' }, { resize: [100, 30] }, 'close'])
    terminal?.handlers.frame({ type: 'data', seq: 3, data: 'late' })
    window.send({ t: 'request', id: 1, method: 'settings.set', input: {} })
    await box.find('answer')
    expect(box.frames.filter((item) => item.t === 'frame')).toHaveLength(1)
    window.close()
  })

  it('tells when a terminal ends or cannot be opened', async () => {
    const { engine, terminals } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    window.send({ t: 'open', channel: 1, run: 'r', pane: 'missing' })
    expect(await box.find('end')).toEqual({ t: 'end', channel: 1, reason: 'This run has no such pane.' })
    window.send({ t: 'open', channel: 2, run: 'r', pane: 'p' })
    await box.find('frame')
    terminals.get('r/p')?.handlers.end('The agent was replaced.')
    expect((await box.find('end', (frame) => frame.channel === 2)).reason).toBe('The agent was replaced.')
    window.close()
  })

  it('closes the terminals of a window that goes away', async () => {
    const { engine, terminals } = recordingEngine()
    const window = await connect(engine)
    const box = inbox(window)
    window.send({ t: 'open', channel: 1, run: 'r', pane: 'p' })
    await box.find('frame')
    window.close()
    await until(() => terminals.get('r/p')?.closed === true)
  })

  it('cuts off a window that keeps sending what is not part of the contract', async () => {
    const window = await connect(recordingEngine().engine)
    const closed = new Promise<void>((resolve) => window.onClose(resolve))
    for (let count = 0; count < MAX_BAD_FRAMES; count++) window.send({ t: 'nonsense', count })
    await closed
  })
}
