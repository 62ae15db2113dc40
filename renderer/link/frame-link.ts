import type { z } from 'zod'
import {
  DownFrame,
  Refused,
  type Link,
  type LinkState,
  type TerminalChannel,
  type TerminalHandlers,
  type UpFrame,
} from '#shared/contract/link'
import {
  methods,
  pushes,
  type Input,
  type MethodName,
  type Output,
  type Push,
  type PushName,
} from '#shared/contract/methods'
import { ViewerFrameSchema, type ViewerFrame } from '#shared/contract/terminal'

/** The window's link: terminal frames are the ones that a terminal host sends to a viewer. */
export type DeckLink = Link<ViewerFrame>

/** What a transport has to be: frames in, frames out, and word of its end. `data` is unchecked. */
export interface FramePort {
  send(frame: UpFrame): void
  onFrame(listener: (data: unknown) => void): void
  onClose(listener: (reason: string) => void): void
  close(): void
}

interface Pending {
  method: MethodName
  resolve(output: unknown): void
  reject(error: Error): void
}

/**
 * The codec that every transport shares: numbers requests, checks every frame and every output, and hands terminal
 * frames to their channel. A lost port fails what is under way; `use` takes the next one.
 */
export class FrameLink implements DeckLink {
  private port: FramePort | null = null
  private current: LinkState = { kind: 'connecting' }
  private nextRequest = 1
  private nextChannel = 1
  private readonly pending = new Map<number, Pending>()
  private readonly terminals = new Map<number, TerminalHandlers<ViewerFrame>>()
  private readonly pushListeners = new Map<PushName, Set<(payload: never) => void>>()
  private readonly stateListeners = new Set<(state: LinkState) => void>()

  /** Speaks over `port` from now on. */
  use(port: FramePort): void {
    this.port = port
    port.onFrame((data) => {
      if (this.port === port) this.receive(data)
    })
    port.onClose((reason) => {
      if (this.port === port) this.lose(reason)
    })
    this.setState({ kind: 'open' })
  }

  request<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
    return new Promise<Output<M>>((resolve, reject) => {
      if (!this.port) {
        reject(
          new Refused('The connection to the deck is lost. It is being restored; try again in a moment.'),
        )
        return
      }
      const id = this.nextRequest++
      const schema: z.ZodType = methods[method].output
      this.pending.set(id, {
        method,
        resolve: (output) => {
          const parsed = schema.safeParse(output)
          // The schema of this very method has just passed; the map of methods only forgets which one it is.
          if (parsed.success) resolve(parsed.data as Output<M>)
          else reject(new Error(`The answer to ${method} has an unexpected form: ${parsed.error.message}`))
        },
        reject,
      })
      this.port.send({ t: 'request', id, method, input })
    })
  }

  on<P extends PushName>(push: P, listener: (payload: Push<P>) => void): () => void {
    const listeners = this.pushListeners.get(push) ?? new Set()
    this.pushListeners.set(push, listeners)
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  openTerminal(run: string, pane: string, handlers: TerminalHandlers<ViewerFrame>): TerminalChannel {
    const channel = this.nextChannel++
    this.terminals.set(channel, handlers)
    if (this.port) this.port.send({ t: 'open', channel, run, pane })
    else queueMicrotask(() => this.endTerminal(channel, 'The connection to the deck is lost.'))
    const whileOpen = (frame: UpFrame) => {
      if (this.terminals.has(channel)) this.port?.send(frame)
    }
    return {
      ack: (chars) => whileOpen({ t: 'ack', channel, chars }),
      input: (data) => {
        for (const part of inputParts(data)) whileOpen({ t: 'input', channel, data: part })
      },
      resize: (cols, rows) => whileOpen({ t: 'resize', channel, cols, rows }),
      close: () => {
        whileOpen({ t: 'close', channel })
        this.terminals.delete(channel)
      },
    }
  }

  state(): LinkState {
    return this.current
  }

  onState(listener: (state: LinkState) => void): () => void {
    this.stateListeners.add(listener)
    return () => this.stateListeners.delete(listener)
  }

  close(): void {
    const port = this.port
    this.lose('The window closed the connection.')
    this.setState({ kind: 'closed' })
    port?.close()
  }

  /** Shows a state that only the transport knows, such as a refused token. */
  setState(state: LinkState): void {
    this.current = state
    for (const listener of this.stateListeners) listener(state)
  }

  private lose(reason: string): void {
    this.port = null
    for (const { reject } of this.pending.values())
      reject(new Refused(`${reason} Whether it was done is not known.`))
    this.pending.clear()
    for (const channel of [...this.terminals.keys()]) this.endTerminal(channel, reason)
    this.setState({ kind: 'lost', reason })
  }

  private endTerminal(channel: number, reason: string): void {
    const handlers = this.terminals.get(channel)
    this.terminals.delete(channel)
    handlers?.end(reason)
  }

  private receive(data: unknown): void {
    const parsed = DownFrame.safeParse(decode(data))
    if (!parsed.success) {
      console.error('Ignored a frame of unknown form', parsed.error.message)
      return
    }
    const frame = parsed.data
    switch (frame.t) {
      case 'answer':
        this.settle(frame.id)?.resolve(frame.output)
        break
      case 'refused':
        this.settle(frame.id)?.reject(new Refused(frame.reason))
        break
      case 'push':
        this.push(frame.name, frame.payload)
        break
      case 'frame':
        this.terminalFrame(frame.channel, frame.frame)
        break
      case 'end':
        this.endTerminal(frame.channel, frame.reason)
        break
    }
  }

  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id)
    this.pending.delete(id)
    return pending
  }

  private push(name: string, payload: unknown): void {
    if (!isPushName(name)) return
    const parsed = pushes[name].safeParse(payload)
    if (!parsed.success) {
      console.error(`Ignored a ${name} of unknown form`, parsed.error.message)
      return
    }
    // Listeners are kept under the name whose schema has just passed.
    for (const listener of this.pushListeners.get(name) ?? []) listener(parsed.data as never)
  }

  private terminalFrame(channel: number, data: unknown): void {
    const handlers = this.terminals.get(channel)
    if (!handlers) return
    const parsed = ViewerFrameSchema.safeParse(data)
    if (parsed.success) handlers.frame(parsed.data)
    else console.error('Ignored a terminal frame of unknown form', parsed.error.message)
  }
}

/** UTF-16 code units of input in one frame; well below the limit of the frame's schema. */
const INPUT_PART = 256 * 1024

function inputParts(data: string): string[] {
  if (data.length <= INPUT_PART) return [data]
  const parts: string[] = []
  for (let at = 0; at < data.length;) {
    let end = Math.min(at + INPUT_PART, data.length)
    // A surrogate pair stays together.
    if (end < data.length && /[\ud800-\udbff]/.test(data.charAt(end - 1))) end--
    parts.push(data.slice(at, end))
    at = end
  }
  return parts
}

/** Frames cross a WebSocket as JSON text and a MessagePort as objects. */
function decode(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

function isPushName(name: string): name is PushName {
  return Object.hasOwn(pushes, name)
}
