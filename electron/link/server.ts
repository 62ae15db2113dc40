import { type TerminalChannel, type UpFrame, Refused, UpFrame as UpFrameSchema } from '#shared/contract/link'
import { type MethodName, type Push, type PushName, methods } from '#shared/contract/methods'
import type { LinkEngine } from './engine'
import {
  MAX_BAD_FRAMES,
  MAX_CHANNELS,
  MAX_REQUEST_CHARS,
  REQUESTS_PER_SECOND,
  REQUEST_BURST,
  createRateLimit,
  isLargerThan,
} from './limits'
import type { LinkPort } from './port'

/** What a server of windows can be given. */
export interface LinkOptions {
  log: (line: string) => void
  now?: () => number
  maxRequestChars?: number
}

/** A window that is connected. */
export interface LinkSession {
  /** Tells this window something that the engine does not know of, such as a clicked notification. */
  push<P extends PushName>(name: P, payload: Push<P>): void
  onClose(listener: () => void): void
  close(): void
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name)
}

/**
 * Serves one window over one port: checks all that comes in, answers requests, passes on pushes and carries its
 * terminals. Nothing that a window sends makes it throw; a window that goes away leaves nothing behind.
 */
export function serveLink(engine: LinkEngine, port: LinkPort, options: LinkOptions): LinkSession {
  const maxChars = options.maxRequestChars ?? MAX_REQUEST_CHARS
  const mayAsk = createRateLimit(REQUEST_BURST, REQUESTS_PER_SECOND, options.now ?? Date.now)
  const channels = new Map<number, TerminalChannel>()
  const closeListeners: Array<() => void> = []
  let open = true
  let badFrames = 0

  function push<P extends PushName>(name: P, payload: Push<P>): void {
    if (open) port.send({ t: 'push', name, payload })
  }
  const stopPushes = engine.onPush(push)

  function end(): void {
    if (!open) return
    open = false
    stopPushes()
    for (const channel of channels.values()) channel.close()
    channels.clear()
    for (const listener of closeListeners) listener()
  }
  function close(): void {
    end()
    port.close()
  }
  function refuse(id: number, reason: string): void {
    if (open) port.send({ t: 'refused', id, reason })
  }
  function complain(what: string): void {
    badFrames++
    options.log(`link: ${what}`)
    if (badFrames >= MAX_BAD_FRAMES) {
      options.log('link: closed a window that keeps sending what it should not')
      close()
    }
  }

  async function answer(frame: Extract<UpFrame, { t: 'request' }>): Promise<void> {
    const { id, method } = frame
    if (!isMethod(method)) return refuse(id, `This version of the deck does not know "${method}".`)
    if (!mayAsk()) return refuse(id, 'Too many requests at once. Wait a moment and try again.')
    const input = methods[method].input.safeParse(frame.input)
    if (!input.success) {
      const problem = input.error.issues[0]
      const where = problem && problem.path.length > 0 ? ` at ${problem.path.join('.')}` : ''
      return refuse(
        id,
        `The request "${method}" is not right${where}: ${problem?.message ?? 'unknown problem'}.`,
      )
    }
    try {
      const output = await engine.handle(method, input.data)
      if (open) port.send({ t: 'answer', id, ok: true, output })
    } catch (error) {
      if (error instanceof Refused) return refuse(id, error.message)
      options.log(`link: "${method}" failed: ${describe(error)}`)
      refuse(id, `The deck could not do this (${method}). Its log says more; trying again may help.`)
    }
  }

  function openTerminal(id: number, run: string, pane: string): void {
    channels.get(id)?.close()
    channels.delete(id)
    if (channels.size >= MAX_CHANNELS) {
      port.send({ t: 'end', channel: id, reason: 'Too many terminals are open in this window.' })
      return
    }
    let mine: TerminalChannel | null = null
    let ended = false
    /** A channel's number may be used again; what its former terminal still says is not for the new one. */
    const current = () => open && !ended && (mine === null || channels.get(id) === mine)
    try {
      mine = engine.openTerminal(run, pane, {
        frame: (frame) => {
          if (current()) port.send({ t: 'frame', channel: id, frame })
        },
        end: (reason) => {
          if (!current()) return
          ended = true
          if (mine) channels.delete(id)
          port.send({ t: 'end', channel: id, reason })
        },
      })
      if (!ended) channels.set(id, mine)
    } catch (error) {
      if (!(error instanceof Refused)) options.log(`link: terminal ${run}/${pane} failed: ${describe(error)}`)
      port.send({
        t: 'end',
        channel: id,
        reason: error instanceof Refused ? error.message : 'This terminal could not be opened.',
      })
    }
  }

  function take(frame: UpFrame): void {
    switch (frame.t) {
      case 'request':
        void answer(frame)
        return
      case 'open':
        return openTerminal(frame.channel, frame.run, frame.pane)
      case 'ack':
        return channels.get(frame.channel)?.ack(frame.chars)
      case 'input':
        return channels.get(frame.channel)?.input(frame.data)
      case 'resize':
        return channels.get(frame.channel)?.resize(frame.cols, frame.rows)
      case 'close':
        channels.get(frame.channel)?.close()
        channels.delete(frame.channel)
    }
  }

  port.onFrame((received) => {
    if (!open) return
    const tooLarge = isLargerThan(received, maxChars)
    const parsed = UpFrameSchema.safeParse(received)
    if (!parsed.success) return complain('a frame that is not part of the contract')
    if (tooLarge) {
      if (parsed.data.t === 'request')
        refuse(parsed.data.id, 'This is too much at once. Send less than 8 MB.')
      return complain('a frame that is too large')
    }
    try {
      take(parsed.data)
    } catch (error) {
      options.log(`link: "${parsed.data.t}" failed: ${describe(error)}`)
    }
  })
  port.onClose(end)

  return { push, onClose: (listener) => closeListeners.push(listener), close }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
