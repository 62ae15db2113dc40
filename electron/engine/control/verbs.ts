import { MAX_TEXT_BYTES } from '#shared/contract/text-size'
import { VerbRequest, type VerbReply } from '#shared/contract/verbs'
import { handInProposal } from '../generate/hand-in'
import { refuse, type Ask, type VerbContext } from './context'
import { peek, roleSummaries, taskSummaries } from './look'
import { answer, ask, tell } from './talk'
import { delegate, workDone } from './work'

/**
 * Answers one request of an agent's command. What it changes is in the journal before the answer.
 * @param body as it came through the post box; not yet trusted.
 */
export async function answerVerb(context: VerbContext, body: unknown): Promise<VerbReply> {
  const parsed = VerbRequest.safeParse(body)
  if (!parsed.success) {
    return refuse(
      'The deck does not understand this request.',
      'The command is probably of another version than the deck: end this agent and start it again.',
    )
  }
  const request = parsed.data
  if (context.live.knows(context.cause)) return { ok: true, message: 'This has been accepted before.' }
  switch (request.verb) {
    case 'hook':
      await context.live.crew.hook(context.session.id, request.agent, request.payload, context.cause)
      return { ok: true, message: '' }
    case 'delegate':
      return checkedText(request.text) ?? context.live.inTurn(() => delegate(context, request))
    case 'work-done':
      return (
        checkedText(request.text) ??
        context.live.inTurn(() =>
          context.live.head.generates ? handInProposal(context, request) : workDone(context, request),
        )
      )
    case 'ask':
      return checkedText(request.text) ?? context.live.inTurn(() => ask(context, request))
    case 'answer':
      return checkedText(request.text) ?? context.live.inTurn(() => answer(context, request))
    case 'tell':
      return checkedText(request.text) ?? context.live.inTurn(() => tell(context, request))
    case 'status':
      return { ok: true, message: '', roles: roleSummaries(context.live.head) }
    case 'tasks':
      return { ok: true, message: '', tasks: taskSummaries(context.live) }
    case 'peek':
      return peek(context, request)
    case 'outbox-ignored':
      return outboxIgnored(context, request)
  }
}

/** Told once for each file; whoever put it there cannot be known. */
async function outboxIgnored(
  { live, cause }: VerbContext,
  { file, why }: Ask<'outbox-ignored'>,
): Promise<VerbReply> {
  const plain = (words: string) => words.replace(/\p{C}/gu, ' ')
  const text = `A file in the outbox of this run was ignored and left as it is, because ${plain(why)}: ${plain(file)}`
  await live.commit([{ type: 'noted', level: 'warning', text }], { cause })
  return { ok: true, message: '' }
}

/** A text that agents are to read must be text. */
function checkedText(text: string): VerbReply | undefined {
  if (text.trim() === '')
    return refuse('The text is empty.', 'Write what it is about into the file, then run this again.')
  if (text.includes('\0'))
    return refuse('The text has NUL bytes, so it is not text.', 'Give a text file, not a binary one.')
  if (Buffer.byteLength(text) > MAX_TEXT_BYTES) {
    return refuse(
      'The text is larger than 5 MB.',
      'Put the bulk into a file of the project and name it in the text.',
    )
  }
  return undefined
}
