/** The engine's end of the stream to a terminal host. */
import type { Duplex } from 'node:stream'
import type { Screen, TerminalTheme, ViewerSink } from '#shared/contract/terminal'
import { messageOf } from '#shared/message-of'
import { FrameDecoder, FrameError, encodeControl, encodeTail, type Frame } from '../../terminal-host/frames'
import {
  DEFAULT_GRACE_MS,
  HostHelloSchema,
  HostMessageSchema,
  MAX_INPUT_CHARS,
  PROTOCOL,
  ReplySchemas,
  type ClientMessage,
  type HostMessage,
  type ProcessInfo,
  type SessionInfo,
  type Snapshot,
  type SpawnResult,
  type SpawnSpec,
} from '../../terminal-host/protocol'
import type { z } from 'zod'
import { Emitter } from './emitter'
import type { HostEvents, Post, TerminalHost, Viewer } from './host'
import { Requests } from './requests'
import { Viewers } from './viewers'

/** A host that lives but does not take this client. `why` says in which case it is. */
export class HostRefused extends Error {
  readonly why: 'protocol' | 'token' | 'busy' | 'malformed'

  constructor(why: HostRefused['why'], reason: string) {
    super(reason)
    this.why = why
  }
}

/** Time a host has for its hello, in milliseconds. */
const HELLO_MS = 5000
/** Lines of `text` unless the caller says otherwise. */
const DEFAULT_TEXT_LINES = 1000

/** How to reach a host. */
export interface HostConnection {
  stream: Duplex
  token: string
  postEndpoint: string
  /** Protocol version to claim; for tests. */
  protocol?: number
}

/** Says hello over `stream` and resolves once the host has taken this client. Rejects with `HostRefused` if it does not. */
export function attachToHost(connection: HostConnection): Promise<TerminalHost> {
  return new Promise((resolve, reject) => {
    const client = new HostClient(connection, {
      attached: () => resolve(client),
      failed: reject,
    })
  })
}

class HostClient implements TerminalHost {
  readonly postEndpoint: string
  readonly #stream: Duplex
  readonly #decoder = new FrameDecoder()
  readonly #events = new Emitter<HostEvents>()
  readonly #requests = new Requests()
  readonly #viewers = new Viewers((message) => this.#send(message))
  /** Kept messages come right after the hello; they wait for the first listener. */
  readonly #earlyPosts: Post[] = []
  #opening: { attached: () => void; failed: (error: Error) => void } | undefined
  #helloTimer: NodeJS.Timeout
  #pid = 0
  #lost: string | undefined
  #leaving = false

  constructor(connection: HostConnection, opening: { attached: () => void; failed: (error: Error) => void }) {
    this.#stream = connection.stream
    this.postEndpoint = connection.postEndpoint
    this.#opening = opening
    this.#helloTimer = setTimeout(() => this.#fail('The terminal host does not answer.'), HELLO_MS)
    this.#stream.on('data', (chunk: Buffer) => this.#receive(chunk))
    this.#stream.on('error', (error) => this.#fail(error.message))
    this.#stream.on('close', () => this.#fail('The terminal host closed the connection.'))
    const hello = { type: 'hello', protocol: connection.protocol ?? PROTOCOL, token: connection.token }
    this.#stream.write(encodeControl(hello))
  }

  get pid(): number {
    return this.#pid
  }

  async spawn(spec: SpawnSpec): Promise<SpawnResult> {
    try {
      const result = await this.#ask(ReplySchemas.spawn, (id) => ({ type: 'spawn', id, spec }))
      if (result.ok) this.#viewers.spawned(spec.session)
      return result
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      return {
        ok: false,
        reason: 'The command line and environment are too long. Put long texts in a file.',
      }
    }
  }

  write(session: string, data: string): void {
    for (let at = 0; at < data.length;) {
      let end = Math.min(data.length, at + MAX_INPUT_CHARS)
      // A surrogate pair must not be cut: each half alone would become a replacement character.
      if (end < data.length && /[\ud800-\udbff]/.test(data.charAt(end - 1))) end--
      this.#send({ type: 'input', session, data: data.slice(at, end) })
      at = end
    }
  }

  resize(session: string, cols: number, rows: number): void {
    this.#send({ type: 'resize', session, cols, rows })
  }

  async end(session: string, graceMs = DEFAULT_GRACE_MS): Promise<void> {
    await this.#ask(ReplySchemas.end, (id) => ({ type: 'end', id, session, graceMs }))
  }

  processes(session: string): Promise<ProcessInfo[]> {
    return this.#ask(ReplySchemas.processes, (id) => ({ type: 'processes', id, session }))
  }

  async screen(session: string): Promise<Screen | undefined> {
    return (await this.#ask(ReplySchemas.screen, (id) => ({ type: 'screen', id, session }))) ?? undefined
  }

  text(session: string, lines = DEFAULT_TEXT_LINES): Promise<string> {
    return this.#ask(ReplySchemas.text, (id) => ({ type: 'text', id, session, lines }))
  }

  async snapshot(session: string): Promise<Snapshot | undefined> {
    return (await this.#ask(ReplySchemas.snapshot, (id) => ({ type: 'snapshot', id, session }))) ?? undefined
  }

  list(): Promise<SessionInfo[]> {
    return this.#ask(ReplySchemas.list, (id) => ({ type: 'list', id }))
  }

  setTheme(theme: TerminalTheme): void {
    this.#send({ type: 'theme', theme })
  }

  attach(session: string, _viewer: string, sink: ViewerSink): Viewer {
    return this.#viewers.attach(session, sink)
  }

  on<Name extends keyof HostEvents>(event: Name, listener: (value: HostEvents[Name]) => void): () => void {
    const off = this.#events.on(event, listener)
    if (event === 'post') for (const post of this.#earlyPosts.splice(0)) this.#events.emit('post', post)
    return off
  }

  answer(postId: string, reply: unknown): void {
    if (this.#lost === undefined)
      this.#stream.write(encodeTail({ type: 'answer', postId }, JSON.stringify(reply ?? null)))
  }

  close(): Promise<void> {
    this.#leaving = true
    return this.#closed(() => this.#stream.end())
  }

  async shutdown(): Promise<void> {
    this.#leaving = true
    await this.#closed(() => {
      this.#ask(ReplySchemas.shutdown, (id) => ({ type: 'shutdown', id })).then(
        () => this.#stream.end(),
        () => undefined,
      )
    })
  }

  #closed(leave: () => void): Promise<void> {
    if (this.#stream.closed) return Promise.resolve()
    return new Promise((resolve) => {
      this.#stream.once('close', () => resolve())
      leave()
    })
  }

  #ask<Answer>(schema: z.ZodType<Answer>, build: (id: number) => ClientMessage): Promise<Answer> {
    if (this.#lost !== undefined) return Promise.reject(new Error(this.#lost))
    return this.#requests.ask(schema, (id) => this.#send(build(id)))
  }

  #send(message: ClientMessage): void {
    if (this.#lost === undefined) this.#stream.write(encodeControl(message))
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#decoder.push(chunk)) {
        if (this.#opening === undefined) this.#frame(frame)
        else this.#hello(frame)
      }
    } catch (error) {
      this.#fail(messageOf(error))
    }
  }

  #hello(frame: Frame): void {
    const hello = HostHelloSchema.parse(frame.kind === 'control' ? frame.message : undefined)
    if (hello.type === 'refused') {
      this.#fail(hello.reason, new HostRefused(hello.why, hello.reason))
      return
    }
    if (hello.protocol !== PROTOCOL) {
      const reason = `The terminal host speaks version ${hello.protocol}, this app version ${PROTOCOL}.`
      this.#fail(reason, new HostRefused('protocol', reason))
      return
    }
    clearTimeout(this.#helloTimer)
    this.#pid = hello.pid
    const { attached } = this.#opening ?? { attached: () => undefined }
    this.#opening = undefined
    attached()
  }

  #frame(frame: Frame): void {
    if (frame.kind === 'data') {
      this.#viewers.show(frame.viewer, { type: 'data', seq: frame.seq, data: frame.data })
      return
    }
    this.#message(HostMessageSchema.parse(frame.message), frame.kind === 'tail' ? frame.text : '')
  }

  #message(message: HostMessage, text: string): void {
    switch (message.type) {
      case 'reply':
        return this.#requests.answered(message, text)
      case 'viewer': {
        const { viewer, frame } = message
        return this.#viewers.show(viewer, frame.type === 'snapshot' ? { ...frame, data: text } : frame)
      }
      case 'post': {
        const { type: _, ...post } = message
        const event = { ...post, body: JSON.parse(text) }
        if (this.#events.has('post')) this.#events.emit('post', event)
        else this.#earlyPosts.push(event)
        return
      }
      case 'exit':
        return this.#events.emit('exit', message)
      case 'title':
        return this.#events.emit('title', message)
      case 'programStatus':
        return this.#events.emit('programStatus', message)
      case 'modes':
        return this.#events.emit('modes', message)
      case 'bell':
        return this.#events.emit('bell', message)
      case 'activity':
        return this.#events.emit('activity', message)
    }
  }

  /** The connection is of no use any more: reject what waits, tell, hang up. */
  #fail(reason: string, error: Error = new Error(reason)): void {
    if (this.#lost !== undefined) return
    this.#lost = reason
    clearTimeout(this.#helloTimer)
    this.#requests.fail(error)
    this.#viewers.clear()
    const opening = this.#opening
    this.#opening = undefined
    this.#stream.destroy()
    if (opening !== undefined) opening.failed(error)
    else if (!this.#leaving) this.#events.emit('lost', { reason })
  }
}
