import type { Run } from '../state'
import type { Lines } from './lines'
import { firstLine } from './one-line'

/** Panes beside the agent of a workspace. */
export const workspaceLines = {
  'side-started': (body, { after, entry, role }) => {
    if (!body.because) return null
    const pane = after.agents[body.because.agent]?.pane ?? ''
    const text = `${firstLine(body.command)} runs here as well: it matches ${body.because.pattern}`
    return entry('note', role(pane), sideName(after, body.side), text)
  },

  'side-start-failed': (body, { after, entry }) =>
    entry('note', 'deck', sideName(after, body.side), `Could not start: ${body.reason}`, {}, 'error'),
} satisfies Partial<Lines>

function sideName(run: Run, side: string): string {
  return run.workspace?.sides[side]?.name ?? side
}
