import type { ModeView } from '#shared/contract/views'

/** How many panes a workspace opens beside its agent: "2 panes, 2 that follow the agent". */
export function paneWords({ panes, rules, reactivePanes }: ModeView): string {
  const following = rules.length > 0 ? reactivePanes : 0
  const fixed = `${panes.length} ${panes.length === 1 ? 'pane' : 'panes'}`
  if (following === 0) return fixed
  const follow = following === 1 ? 'that follows the agent' : 'that follow the agent'
  return panes.length === 0
    ? `${following} ${following === 1 ? 'pane' : 'panes'} ${follow}`
    : `${fixed}, ${following} ${follow}`
}
