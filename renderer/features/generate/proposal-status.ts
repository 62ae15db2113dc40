import { restsWithoutProposal } from '#shared/model/attention'
import { agentOf, orchestratorOf } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'

/** What can be done about a proposal. */
export type ProposalAction = 'open' | 'remind' | 'restart' | 'close'

/** How it stands with the proposal that a run is for. */
interface ProposalStatus {
  /** `ready`: the person's turn. `problem`: it does not go on by itself. */
  tone: 'busy' | 'ready' | 'problem' | 'done'
  text: string
  actions: readonly ProposalAction[]
  /** What else changed in the folder while the agent worked. */
  outside: readonly string[]
}

/** An agent that takes longer than this is named with its time. In milliseconds. */
const LONG_MS = 10 * 60_000

/** Undefined for a run that is for something else. */
export function proposalStatus(run: Run, now: number): ProposalStatus | undefined {
  const lead = orchestratorOf(run)
  if (!run.generates || !lead) return undefined
  const { proposal } = run
  const outside = proposal?.outside ?? []
  const say = (tone: ProposalStatus['tone'], text: string, ...actions: ProposalAction[]): ProposalStatus => ({
    tone,
    text,
    actions,
    outside,
  })
  const name = lead.role
  if (proposal && proposal.accepted !== null) {
    return say('done', `The proposal was ${proposal.accepted ? 'accepted' : 'discarded'}.`, 'close')
  }
  if (proposal?.verdict === 'valid') return say('ready', `A team is proposed: ${proposal.detail}.`, 'open')
  if (proposal?.verdict === 'given-up') {
    return proposal.text
      ? say(
          'problem',
          `After ${proposal.attempt} attempts the proposal still has ${errors(proposal.errors)}. You can mend it in the editor.`,
          'open',
          'close',
        )
      : say('problem', `${name} proposes no team: ${proposal.detail}`, 'close')
  }
  if (lead.startFailure !== null) {
    return say('problem', `${name} could not start: ${lead.startFailure}`, 'restart', 'close')
  }
  if (agentOf(run, lead.pane)?.status === 'exited') {
    return say('problem', `${name} has ended without a valid proposal.`, 'restart', 'close')
  }
  if (restsWithoutProposal(run)) {
    return say('problem', `${name} has stopped without a valid proposal.`, 'remind', 'close')
  }
  const minutes = Math.floor((now - run.openedAt) / 60_000)
  const long = now - run.openedAt < LONG_MS ? '' : ` It has been at it for ${minutes} min.`
  return proposal
    ? say('busy', `Attempt ${proposal.attempt} had ${errors(proposal.errors)}; ${name} was told.${long}`)
    : say(
        'busy',
        `${name} studies the project. Nothing that it proposes is used before you accept it.${long}`,
      )
}

function errors(count: number): string {
  return `${count} ${count === 1 ? 'error' : 'errors'}`
}
