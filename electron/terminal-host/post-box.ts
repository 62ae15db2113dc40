/**
 * Takes messages from agents: proves the sender by token, passes the message to the app and its answer back, or keeps
 * it on disk while no app is there. Nothing that was accepted is lost.
 */
import { messageOf } from '#shared/message-of'
import { RateCap } from './rate'
import type { PostLine, PostReply } from './post-protocol'
import { matchesSecret } from './secrets'
import type { Kept, Spool } from './spool'

/** The app's time to answer, in milliseconds; after it the message is kept like one that found no app. */
const ANSWER_MS = 10_000
/** Answers remembered for a CLI that asks again, in messages. */
const REMEMBERED = 256

/** What the app is told of a message. */
export interface Handover {
  postId: string
  agent: string
  body: unknown
  receivedAt: number
  kept: boolean
}

/** What a post box needs around it. */
export interface PostBoxContext {
  spool: Spool
  /** Digest of the agent's token; undefined for an agent that this host does not know. */
  tokenDigest(agent: string): Buffer | undefined
  answerMs?: number
}

interface Open {
  message: Kept
  settle: ((reply: PostReply) => void)[]
}

/** One host's post box. */
export class PostBox {
  readonly #context: PostBoxContext
  readonly #rate = new RateCap()
  readonly #open = new Map<string, Open>()
  readonly #answered = new Map<string, PostReply>()
  #app: ((handover: Handover) => void) | undefined
  /** Live messages wait for this while kept ones are handed over. */
  #handingOver: Promise<void> = Promise.resolve()

  constructor(context: PostBoxContext) {
    this.#context = context
  }

  /** Takes one message; resolves with what its CLI is told. */
  async take(line: PostLine): Promise<PostReply> {
    const digest = this.#context.tokenDigest(line.agent)
    if (digest === undefined || !matchesSecret(line.token, digest))
      return { refused: 'The deck does not know this agent. Run the command inside a pane of the deck.' }
    if (!this.#rate.allow(line.agent, performance.now()))
      return { refused: 'Too many messages at once. Wait a second, then try again.' }
    const postId = `${line.agent}:${line.id}`
    const answered = this.#answered.get(postId)
    if (answered !== undefined) return answered
    const message: Kept = { agent: line.agent, id: line.id, receivedAt: Date.now(), body: line.body }
    await this.#handingOver
    if (this.#app === undefined) return this.#keep(message)
    return this.#ask(postId, message)
  }

  /** Takes a message of a proven sender that was left for the host to find. It is kept first: its sender counts on it. */
  async collect(found: { agent: string; id: string; body: unknown }): Promise<PostReply> {
    const postId = `${found.agent}:${found.id}`
    const answered = this.#answered.get(postId)
    if (answered !== undefined) return answered
    const message: Kept = { ...found, receivedAt: Date.now() }
    const reply = await this.#keep(message)
    await this.#handingOver
    if ('kept' in reply) this.#app?.({ postId, ...withoutId(message), kept: true })
    return reply
  }

  /** An app is there: it gets the kept messages in order, then the live ones. */
  connect(app: (handover: Handover) => void): void {
    this.#app = app
    this.#handingOver = this.#handOver(app)
  }

  /** Resolves when the attached app has been given all that was kept. */
  handedOver(): Promise<void> {
    return this.#handingOver
  }

  /** The app is gone; what it did not answer is kept. */
  disconnect(): void {
    this.#app = undefined
    for (const postId of [...this.#open.keys()]) void this.#giveUp(postId)
  }

  /** The app has answered; late answers count too. */
  async answer(postId: string, reply: unknown): Promise<void> {
    const at = postId.lastIndexOf(':')
    const [agent, id] = [postId.slice(0, at), postId.slice(at + 1)]
    this.#remember(postId, { answer: reply })
    await this.#context.spool.remove(agent, id)
    const open = this.#open.get(postId)
    this.#open.delete(postId)
    for (const settle of open?.settle ?? []) settle({ answer: reply })
  }

  /** Forgets what is kept in memory about an agent that is gone. */
  forget(agent: string): void {
    this.#rate.forget(agent)
  }

  async #handOver(app: (handover: Handover) => void): Promise<void> {
    for await (const message of this.#context.spool.all()) {
      if (this.#app !== app) return
      app({ postId: `${message.agent}:${message.id}`, ...withoutId(message), kept: true })
    }
  }

  #ask(postId: string, message: Kept): Promise<PostReply> {
    return new Promise((resolve) => {
      const open = this.#open.get(postId)
      if (open !== undefined) {
        open.settle.push(resolve)
        return
      }
      const timer = setTimeout(() => void this.#giveUp(postId), this.#context.answerMs ?? ANSWER_MS)
      const settle = (reply: PostReply): void => {
        clearTimeout(timer)
        resolve(reply)
      }
      this.#open.set(postId, { message, settle: [settle] })
      this.#app?.({ postId, ...withoutId(message), kept: false })
    })
  }

  async #giveUp(postId: string): Promise<void> {
    const open = this.#open.get(postId)
    if (open === undefined) return
    this.#open.delete(postId)
    const reply = await this.#keep(open.message)
    // The answer may have come while the message was being written.
    const answered = this.#answered.get(postId)
    if (answered !== undefined) await this.#context.spool.remove(open.message.agent, open.message.id)
    for (const settle of open.settle) settle(answered ?? reply)
  }

  async #keep(message: Kept): Promise<PostReply> {
    try {
      if (await this.#context.spool.keep(message)) return { kept: true }
      return { refused: 'The deck is not running and its store of waiting messages is full. Start the deck.' }
    } catch (error) {
      const reason = messageOf(error)
      return { refused: `The message could not be kept: ${reason}. Free some disk space, then try again.` }
    }
  }

  #remember(postId: string, reply: PostReply): void {
    this.#answered.set(postId, reply)
    const oldest = this.#answered.keys().next().value
    if (this.#answered.size > REMEMBERED && oldest !== undefined) this.#answered.delete(oldest)
  }
}

function withoutId(message: Kept): { agent: string; body: unknown; receivedAt: number } {
  return { agent: message.agent, body: message.body, receivedAt: message.receivedAt }
}
