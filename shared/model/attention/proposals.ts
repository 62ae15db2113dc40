import { agentOf, orchestratorOf } from '../selectors'
import type { Run } from '../state'
import type { AttentionItem } from './item'

/** Of a run whose agent is to propose a config: what it proposed, or that it rests without having proposed anything. */
export function proposalItems(run: Run): AttentionItem[] {
  const lead = orchestratorOf(run)
  if (!run.generates || !lead) return []
  const { proposal } = run
  const at = { pane: lead.pane, role: lead.role, refs: {} }
  if (proposal && proposal.verdict !== 'returned') {
    if (proposal.accepted !== null) return []
    const text =
      proposal.verdict === 'valid'
        ? `${lead.role} proposes a team: ${proposal.detail}`
        : proposal.text
          ? `${lead.role} proposes a team that still has errors`
          : `${lead.role} proposes no team: ${proposal.detail}`
    return [
      { ...at, key: `proposal:${proposal.number}`, rank: 1, kind: 'proposal', text, since: proposal.at },
    ]
  }
  if (!restsWithoutProposal(run)) return []
  const since = agentOf(run, lead.pane)?.since ?? run.openedAt
  const text = `${lead.role} has stopped and handed in no valid proposal`
  return [{ ...at, key: `no-proposal:${since}`, rank: 2, kind: 'no-proposal', text, since }]
}

/** The agent that is to propose a config has ended its turn without a valid one. */
export function restsWithoutProposal(run: Run): boolean {
  const lead = orchestratorOf(run)
  const agent = lead && agentOf(run, lead.pane)
  if (!run.generates || !agent || agent.status !== 'idle') return false
  if (run.proposal && run.proposal.verdict !== 'returned') return false
  return Object.values(run.deliveries).some(
    ({ agent: of, provenAt }) => of === agent.id && provenAt !== null && provenAt < agent.since,
  )
}
