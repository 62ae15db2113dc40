import type { VerbReply } from '#shared/contract/verbs'
import { messageOf } from '#shared/message-of'
import type { BodyOf } from '#shared/model/events'
import type { NewDelivery } from '../delivery/deliveries'
import type { LiveRun } from '../run/live-run'
import { refuse, type Ask, type VerbContext } from '../control/context'
import { checkProposal, counted, problemList } from './check-proposal'
import { changedSince } from './folder-before'
import { proposalFile, proposalPath } from './places'
import { readProposal } from './read-proposal'

/** After so many in a row that have errors the person sees the last one as it is. */
const MOST_ATTEMPTS = 5

type Checked = Omit<BodyOf<'proposal-checked'>, 'type' | 'number' | 'attempt' | 'outside'>

/**
 * `work-done` of an agent that was asked to propose a config: reads what it wrote, and answers with what is wrong.
 * Nothing is used of it; a valid one waits for the person.
 */
export async function handInProposal(
  { live, session, cause, kept }: VerbContext,
  request: Ask<'work-done'>,
): Promise<VerbReply> {
  const before = live.head.proposal
  const number = (before?.number ?? 0) + 1
  const attempt = before?.verdict === 'returned' || before?.verdict === 'given-up' ? before.attempt + 1 : 1
  const shown = proposalFile(live.texts.agentFolder)
  const { checked, told } =
    request.outcome === 'done' ? await look(live, shown, number, attempt) : await gaveUp(live, request.text)
  const outside = await outsideOf(live)
  const decided = { type: 'proposal-checked', number, attempt, outside, ...checked } as const
  const reason = `Attempt ${attempt} of ${MOST_ATTEMPTS}: the proposal cannot be used yet.\n${told}`
  const fix = `Correct ${shown}, then run the same command again.`
  const telling: NewDelivery[] = []
  // Its command was told only that the message is kept, so that nobody else tells it.
  if (checked.verdict === 'returned' && kept && live.crew.sessions.has(session.id)) {
    const stored = await live.texts.store('evidence', `proposal-${number}`, `proposal-${number}-errors`, told)
    const text = `Your proposal has errors; they are in the file ${live.texts.forAgent(stored.file)}. Read it. ${fix}`
    telling.push({ purpose: 'notice', pane: session.pane, agent: session.id, route: 'typed', text })
  }
  await live.decide([decided], telling, { cause })
  if (checked.verdict === 'valid') {
    return {
      ok: true,
      message: `The proposal is valid and is shown to the person now.${told === '' ? '' : ` Worth putting right, if you can, before you hand it in once more:\n${told}`}\nEnd your turn; the person may ask you for changes here.`,
    }
  }
  if (checked.verdict === 'given-up') {
    return { ok: true, message: 'The person is told, and decides how to go on. End your turn.' }
  }
  return refuse(reason, fix)
}

interface Look {
  checked: Checked
  /** For the agent: every problem with its place and its fix. */
  told: string
}

async function look(live: LiveRun, shown: string, number: number, attempt: number): Promise<Look> {
  const { directory } = live.head
  const verdict = attempt < MOST_ATTEMPTS ? 'returned' : 'given-up'
  const read = await readProposal(proposalPath(directory, live.texts.agentFolder), shown)
  if (!read.ok) {
    const checked = { verdict, errors: 1, detail: read.reason } as const
    return { checked, told: `${read.reason}. ${read.fix}` }
  }
  const text = await live.texts.store('evidence', `proposal-${number}-text`, `proposal-${number}`, read.text)
  const start = { cwd: directory, ...(await live.search()) }
  const { errors, warnings, detail } = await checkProposal(read.text, shown, start)
  if (errors.length > 0) {
    const checked = { verdict, errors: errors.length, detail, text } as const
    return { checked, told: problemList([...errors, ...warnings]) }
  }
  const also = warnings.length > 0 ? `, ${counted(warnings.length, 'warning')}` : ''
  return {
    checked: { verdict: 'valid', errors: 0, detail: `${detail}${also}`, text },
    told: problemList(warnings),
  }
}

/** The agent says that it cannot. */
async function gaveUp(live: LiveRun, words: string): Promise<Look> {
  const { preview } = await live.texts.store('summary', 'summary', 'summary', words)
  return { checked: { verdict: 'given-up', errors: 0, detail: preview }, told: '' }
}

/** A comparison that fails must not cost the proposal. */
async function outsideOf(live: LiveRun): Promise<string[]> {
  const { generates, directory } = live.head
  if (!generates) return []
  return changedSince(directory, generates).catch(async (error: unknown) => {
    const text = `What else has changed in the folder could not be told: ${messageOf(error)}`
    await live.commit([{ type: 'noted', level: 'warning', text }])
    return []
  })
}

/** The deck's own copy of the last proposal; undefined when there was nothing that could be read. */
export async function proposedText(live: LiveRun): Promise<string | undefined> {
  const { proposal } = live.head
  return proposal?.text ? live.texts.read('evidence', `proposal-${proposal.number}-text`) : undefined
}
