import { busyPanes } from '#shared/model/selectors'
import { seatName } from '#shared/model/seats'
import type { Run } from '#shared/model/state'

/** An agent whose process lives. */
export interface LivingAgent {
  run: string
  pane: string
  role: string
  project: string
  /** In the middle of something. */
  busy: boolean
}

/** Every agent that would end with the app, in the order of the tabs and cards. */
export function livingAgents(runs: readonly Run[]): LivingAgent[] {
  return runs.flatMap((run) => {
    if (run.phase === 'closed') return []
    const busy = new Set(busyPanes(run).map((pane) => pane.pane))
    return run.paneOrder.flatMap((id) => {
      const pane = run.panes[id]
      const agent = pane?.agent ? run.agents[pane.agent] : undefined
      if (!pane || !agent || agent.exit || agent.status === 'exited') return []
      return [{ run: run.id, pane: id, role: seatName(pane), project: run.project.name, busy: busy.has(id) }]
    })
  })
}

/** "1 agent", "3 agents". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** "a", "a and b", "a, b and c". */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
