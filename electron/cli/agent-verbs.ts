import type { VerbReply, VerbRequest } from '#shared/contract/verbs'
import { type CliIo, exitCode } from './args'
import { post } from './post'
import { readVerbReply } from './verb-reply'

/** Milliseconds to wait for the deck; the post box keeps the message after that and says so. */
const ANSWER_TIMEOUT = 15_000

/** What the deck accepted, for a verb that prints more than its message. */
export type Accepted = Extract<VerbReply, { ok: true }>

/**
 * Sends one request for the agent of this pane and prints what came of it. `show` turns an accepted reply into the
 * text for standard output.
 */
export async function ask(
  request: VerbRequest,
  io: CliIo,
  show: (reply: Accepted) => string = (reply) => reply.message,
): Promise<number> {
  if (!io.env['DOT_AGENT_DECK_SOCKET'] || !io.env['DOT_AGENT_DECK_TOKEN']) {
    io.stderr(
      `"${request.verb}" works only inside a pane of DOT Agent Deck: nothing here says which agent asks.\n` +
        'Run it from an agent that the deck started. To start a team, use: dot-agent-deck open <folder>\n',
    )
    return exitCode.refused
  }
  const result = await post(io.env, request, ANSWER_TIMEOUT)
  if (result.kind === 'unreachable') {
    io.stderr(
      `The deck cannot be reached: ${result.reason}\n` +
        'Nothing was sent. Try again; if it stays so, this pane has lost its deck and must be started again.\n',
    )
    return exitCode.refused
  }
  if (result.kind === 'kept') {
    io.stderr(
      result.outbox
        ? 'The deck cannot be reached from here. Your message was left in the outbox of this run; the deck collects it by itself, so do not send it again.\n'
        : 'The deck is not running now. Your message is kept and will be delivered when it is back.\n',
    )
    return exitCode.kept
  }
  if (result.kind === 'refused') {
    io.stderr(`The deck does not take messages from here: ${result.reason}\nStart the pane again.\n`)
    return exitCode.refused
  }
  const reply = readVerbReply(result.reply)
  if (!reply) {
    io.stderr(
      'The deck gave an answer that this version of the command does not understand. Start the pane again.\n',
    )
    return exitCode.refused
  }
  if (!reply.ok) {
    io.stderr(`${reply.reason}\n${reply.fix}\n`)
    return exitCode.refused
  }
  const text = show(reply)
  io.stdout(text.endsWith('\n') ? text : `${text}\n`)
  return exitCode.accepted
}
