/**
 * Leaves one message in the terminal host's post box. Runs at every hook of every agent, so it imports nothing but
 * Node's own.
 */
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { belongsInOutbox, leaveInOutbox } from './outbox'

/** What became of a message. */
export type PostOutcome =
  | { kind: 'answer'; reply: unknown }
  /** No app is there, and the host keeps the message; or it was left where the host will find it. */
  | { kind: 'kept'; outbox?: true }
  /** The host itself says no: unknown agent, too many or too large messages. */
  | { kind: 'refused'; reason: string }
  | { kind: 'unreachable'; reason: string }

const OUTSIDE =
  'This command works inside a pane of DOT Agent Deck only. Start the deck and run it in one of its panes.'

/** Posts `body` as the agent that `env` names; resolves within about `timeoutMs`. */
export function post(
  env: Record<string, string | undefined>,
  body: unknown,
  timeoutMs: number,
): Promise<PostOutcome> {
  const socketPath = env['DOT_AGENT_DECK_SOCKET']
  const agent = env['DOT_AGENT_DECK_AGENT_ID']
  const token = env['DOT_AGENT_DECK_TOKEN']
  if (!socketPath || !agent || !token) return Promise.resolve({ kind: 'unreachable', reason: OUTSIDE })
  const id = randomUUID()
  const folder = env['DOT_AGENT_DECK_OUTBOX']
  const leave = async (error: Error): Promise<PostOutcome | undefined> => {
    if (!folder || !belongsInOutbox(error, body)) return undefined
    try {
      await leaveInOutbox({ folder, agent, token }, id, body)
      return { kind: 'kept', outbox: true }
    } catch {
      // Neither a socket nor a file: the reason for the first says more.
      return undefined
    }
  }
  return exchange(socketPath, `${JSON.stringify({ agent, token, id, body })}\n`, timeoutMs, leave)
}

function exchange(
  socketPath: string,
  line: string,
  timeoutMs: number,
  /** What else can be done when no connection came about. */
  otherwise: (error: Error) => Promise<PostOutcome | undefined>,
): Promise<PostOutcome> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(socketPath)
    const finish = (outcome: PostOutcome): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(outcome)
    }
    const unreachable = (why: string): void =>
      finish({ kind: 'unreachable', reason: `The deck’s terminal host ${why}. Start the deck again.` })
    const timer = setTimeout(() => unreachable(`did not answer within ${timeoutMs / 1000} s`), timeoutMs)
    let connected = false
    let failed = false
    socket.on('connect', () => {
      connected = true
      socket.write(line)
    })
    socket.on('error', (error) => {
      failed = true
      const why = `cannot be reached (${error.message})`
      if (connected) unreachable(why)
      else void otherwise(error).then((outcome) => (outcome ? finish(outcome) : unreachable(why)))
    })
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (chunk.includes(10)) finish(readReply(Buffer.concat(chunks).toString('utf8')))
    })
    socket.on('close', () => {
      if (!failed) unreachable('closed the connection')
    })
  })
}

function readReply(line: string): PostOutcome {
  let reply: unknown
  try {
    reply = JSON.parse(line)
  } catch {
    reply = undefined
  }
  if (typeof reply === 'object' && reply !== null) {
    if ('answer' in reply) return { kind: 'answer', reply: reply.answer }
    if ('kept' in reply) return { kind: 'kept' }
    if ('refused' in reply && typeof reply.refused === 'string')
      return { kind: 'refused', reason: reply.refused }
  }
  return {
    kind: 'unreachable',
    reason: 'The deck’s terminal host gave no readable answer. Start the deck again.',
  }
}
