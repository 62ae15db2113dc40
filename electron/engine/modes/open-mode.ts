import type { Mode } from '#shared/contract/config'
import type { SidePane, Workspace } from '#shared/model/events'

/** Seconds between two runs of a fixed pane's command, as in the terminal version. */
const FIXED_EVERY = 10
/** Seconds between two runs of a command that a rule watches without an interval of its own. */
const RULE_EVERY = 5

/** The workspace that a run opens from a mode of the config. Without rules there is nothing for reactive panes to show. */
export function workspaceOf(run: string, mode: Mode): Workspace {
  const { initCommand, seedPrompt } = mode
  const init: SidePane[] =
    initCommand === undefined || initCommand.trim() === ''
      ? []
      : [{ side: `${run}-init`, kind: 'init', name: 'Getting ready', command: initCommand }]
  const fixed = mode.panes.map(({ name, command, watch }, index): SidePane => ({
    side: `${run}-f${index}`,
    kind: 'fixed',
    name,
    command,
    ...(watch ? { every: FIXED_EVERY } : {}),
  }))
  const reactive = Array.from({ length: mode.rules.length > 0 ? mode.reactivePanes : 0 }, (_, index) => index)
  return {
    mode: mode.name,
    ...(seedPrompt === undefined || seedPrompt.trim() === '' ? {} : { seed: seedPrompt }),
    sides: [
      ...init,
      ...fixed,
      ...reactive.map((index): SidePane => ({
        side: `${run}-r${index}`,
        kind: 'reactive',
        name: `Reactive ${index + 1}`,
      })),
    ],
    rules: mode.rules.map(({ pattern, watch, interval }) => ({
      pattern,
      ...(watch ? { every: interval ?? RULE_EVERY } : {}),
    })),
  }
}
