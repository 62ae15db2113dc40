/** The app's end of a host: one attached client, its questions, viewers and events. */
import type { Duplex } from 'node:stream'
import type { ViewerFrame } from '#shared/contract/terminal'
import { messageOf } from '#shared/message-of'
import { FrameDecoder, encodeControl, encodeData, encodeTail, type Frame } from './frames'
import type { PostBox } from './post-box'
import {
  ClientHelloSchema,
  ClientMessageSchema,
  PROTOCOL,
  type ClientMessage,
  type HostHello,
  type HostMessage,
  type Question,
  type SessionEvent,
} from './protocol'
import { matchesSecret } from './secrets'
import type { Session } from './session'
import type { Sessions } from './sessions'
import type { Viewer } from './viewer'

/** A client must say hello within this time, in milliseconds. */
const HELLO_MS = 10_000
/** Grace for the sessions when the whole host is shut down, in milliseconds. */
export const SHUTDOWN_GRACE_MS = 1000

/** What a connection works on. */
export interface ConnectionContext {
  tokenDigest: Buffer
  sessions: Sessions
  postBox: PostBox
  /** Makes the connection the attached one; false when another is. */
  claim(connection: Connection): boolean
  closed(connection: Connection): void
  /** Ends the host once its answer is out. */
  shutdown(): void
}

/** One connection, over any byte stream. */
export class Connection {
  readonly #stream: Duplex
  readonly #context: ConnectionContext
  readonly #decoder = new FrameDecoder()
  readonly #viewers = new Map<number, { session: Session; viewer: Viewer }>()
  #state: 'new' | 'attached' | 'closed' = 'new'

  constructor(stream: Duplex, context: ConnectionContext) {
    this.#stream = stream
    this.#context = context
    const helloTimer = setTimeout(() => stream.destroy(), HELLO_MS)
    stream.on('data', (chunk: Buffer) => {
      clearTimeout(helloTimer)
      this.#receive(chunk)
    })
    stream.on('error', () => stream.destroy())
    stream.on('close', () => {
      clearTimeout(helloTimer)
      this.#close()
    })
  }

  /** Passes a session's event on. */
  event(event: SessionEvent): void {
    this.#send(event)
  }

  /** Closes the stream once everything is sent. */
  end(): void {
    this.#stream.end()
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#decoder.push(chunk)) {
        if (this.#state === 'new') this.#hello(frame)
        else if (this.#state === 'attached') this.#message(frame)
      }
    } catch (error) {
      // A stream that is not ours, or a message of another form: say why, then hang up.
      this.#refuse('malformed', messageOf(error))
    }
  }

  #hello(frame: Frame): void {
    const hello = ClientHelloSchema.safeParse(frame.kind === 'control' ? frame.message : undefined)
    if (!hello.success) this.#refuse('malformed', 'The first message was not a hello.')
    else if (hello.data.protocol !== PROTOCOL)
      this.#refuse(
        'protocol',
        `The running terminal host speaks version ${PROTOCOL} and this app version ${hello.data.protocol}. ` +
          'End its agents and restart the deck to use the new version.',
      )
    else if (!matchesSecret(hello.data.token, this.#context.tokenDigest))
      this.#refuse('token', 'The terminal host does not accept this token. Restart the deck.')
    else if (!this.#context.claim(this))
      this.#refuse('busy', 'Another window of the deck is attached to the terminal host. Close it first.')
    else {
      this.#state = 'attached'
      this.#sendHello({ type: 'hello', protocol: PROTOCOL, pid: process.pid })
      this.#context.postBox.connect(({ body, ...post }) =>
        this.#sendText({ type: 'post', ...post }, JSON.stringify(body ?? null)),
      )
    }
  }

  #refuse(why: 'protocol' | 'token' | 'busy' | 'malformed', reason: string): void {
    this.#sendHello({ type: 'refused', why, reason })
    this.#stream.end()
    this.#close()
  }

  #message(frame: Frame): void {
    if (frame.kind === 'data') throw new Error('Terminal output does not go to a host.')
    const message = ClientMessageSchema.parse(frame.message)
    if (message.type === 'answer') {
      const text = frame.kind === 'tail' ? frame.text : 'null'
      void this.#context.postBox.answer(message.postId, JSON.parse(text))
    } else this.#act(message)
  }

  #act(message: Exclude<ClientMessage, { type: 'answer' }>): void {
    const { sessions } = this.#context
    switch (message.type) {
      case 'input':
        return sessions.get(message.session)?.write(message.data)
      case 'resize':
        return sessions.get(message.session)?.resize(message.cols, message.rows)
      case 'theme':
        return sessions.setTheme(message.theme)
      case 'attach':
        return this.#attach(message.viewer, message.session)
      case 'detach':
        return this.#detach(message.viewer)
      case 'ack':
        return this.#viewers.get(message.viewer)?.viewer.ack(message.chars)
      default:
        void this.#answer(message)
    }
  }

  async #answer(message: Extract<ClientMessage, { type: Question }>): Promise<void> {
    try {
      const value = await this.#ask(message)
      this.#sendText({ type: 'reply', id: message.id }, JSON.stringify(value ?? null))
    } catch (error) {
      const reason = messageOf(error)
      this.#sendText({ type: 'reply', id: message.id, error: reason }, 'null')
    }
    if (message.type === 'shutdown') this.#context.shutdown()
  }

  async #ask(message: Extract<ClientMessage, { type: Question }>): Promise<unknown> {
    const { sessions, postBox } = this.#context
    switch (message.type) {
      case 'spawn':
        return sessions.spawn(message.spec)
      case 'end':
        return sessions.end(message.session, message.graceMs)
      case 'processes':
        return sessions.processes(message.session)
      case 'screen':
        return sessions.get(message.session)?.screen()
      case 'text':
        return (await sessions.get(message.session)?.text(message.lines)) ?? ''
      case 'snapshot':
        return sessions.get(message.session)?.snapshot()
      case 'list':
        // So that whoever takes the sessions over knows first what their agents had left.
        await postBox.handedOver()
        return sessions.list()
      case 'shutdown':
        return sessions.endAll(SHUTDOWN_GRACE_MS)
    }
  }

  #attach(viewer: number, id: string): void {
    this.#detach(viewer)
    const session = this.#context.sessions.get(id)
    if (session === undefined) {
      // Ended and forgotten before the viewer came.
      this.#send({ type: 'viewer', viewer, frame: { type: 'exit', code: 0, signal: null } })
      return
    }
    this.#viewers.set(viewer, { session, viewer: session.attach((frame) => this.#show(viewer, frame)) })
  }

  #detach(viewer: number): void {
    const entry = this.#viewers.get(viewer)
    this.#viewers.delete(viewer)
    entry?.session.detach(entry.viewer)
  }

  #show(viewer: number, frame: ViewerFrame): void {
    if (frame.type === 'data') this.#write(encodeData(viewer, frame.seq, frame.data))
    else if (frame.type === 'snapshot') {
      const { data, ...rest } = frame
      this.#sendText({ type: 'viewer', viewer, frame: rest }, data)
    } else this.#send({ type: 'viewer', viewer, frame })
  }

  #send(message: HostMessage): void {
    this.#write(encodeControl(message))
  }

  #sendHello(message: HostHello): void {
    this.#write(encodeControl(message))
  }

  #sendText(message: HostMessage, text: string): void {
    this.#write(encodeTail(message, text))
  }

  #write(frame: Buffer): void {
    if (this.#stream.writable) this.#stream.write(frame)
  }

  #close(): void {
    if (this.#state === 'closed') return
    const attached = this.#state === 'attached'
    this.#state = 'closed'
    for (const viewer of [...this.#viewers.keys()]) this.#detach(viewer)
    if (attached) this.#context.postBox.disconnect()
    this.#context.closed(this)
  }
}
