import type { WorkspaceRule } from '#shared/model/events'
import type { Side, WorkspaceState } from '#shared/model/state'
import { shows } from '#shared/model/workspace'

/** What a rule leads to: this command starts in this pane. */
export interface Reaction {
  side: string
  command: string
  every: number | null
}

/**
 * Where a command that matches a rule is to run; undefined when it runs in a pane already. One that a pane shows and
 * that is over runs there again, for the agent has run it again; any other takes the next pane in turn.
 */
export function reactionTo(
  workspace: WorkspaceState,
  command: string,
  rule: WorkspaceRule,
): Reaction | undefined {
  const every = rule.every ?? null
  const panes = reactivePanes(workspace)
  const known = panes.find((side) => shows(side, command, every))
  if (known?.running) return undefined
  const side = known ?? panes[workspace.turns % Math.max(panes.length, 1)]
  return side && { side: side.side, command, every }
}

function reactivePanes({ order, sides }: WorkspaceState): Side[] {
  return order.flatMap((id) => sides[id] ?? []).filter((side) => side.kind === 'reactive')
}
