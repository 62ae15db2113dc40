import { createHash } from 'node:crypto'
import type { Orchestration, ProjectConfig } from '#shared/contract/config'
import type { ConsentCommand } from '#shared/contract/views'

/**
 * Every command that the config would run, in the order of the file, with what it is for. What a workspace's rules match
 * is run again as well, so that a pattern stands for the commands that it lets through.
 */
export function commandsOf(config: ProjectConfig): ConsentCommand[] {
  const teams = config.orchestrations.flatMap(commandsOfTeam)
  const workspaces = config.modes.flatMap((mode) => {
    const owner = `workspace ${mode.name}`
    return [
      { where: `${owner}: first`, command: mode.initCommand ?? '' },
      ...mode.panes.map(({ name, command }) => ({ where: `${owner}: pane ${name}`, command })),
      ...mode.rules.map(({ pattern }) => ({
        where: `${owner}: rule`,
        command: `whatever the agent runs that matches ${pattern}`,
      })),
    ]
  })
  return [...teams, ...workspaces].filter((each) => each.command.trim() !== '')
}

/** Every command that one team would run. */
function commandsOfTeam(team: Orchestration): ConsentCommand[] {
  return team.roles.flatMap((role) => {
    const owner = `${team.name}: ${role.name}`
    const gates = role.gates.map((gate) => ({
      where: `${owner}, gate ${gate.name}`,
      command: gate.command,
    }))
    // As good as a command of its own: what the role's program asks is then allowed without the person.
    const decides = {
      where: `${owner}: the orchestrator decides its permissions, not you`,
      command: role.command,
    }
    const trusted = role.permissions === 'orchestrator' ? [decides] : []
    return [{ where: owner, command: role.command }, ...trusted, ...gates]
  })
}

/**
 * Changes when a command is added, removed, changed, or moved to another owner, and then the person is asked again. The
 * order of the file, its prompts and its comments do not matter.
 */
export function consentKey(config: ProjectConfig): string {
  const lines = commandsOf(config).map(lineOf)
  return createHash('sha256')
    .update([...new Set(lines)].toSorted().join('\n'))
    .digest('hex')
}

/** Whether a team, as it stands now, would run something that it would not have run before, or for another owner. */
export function runsMore(before: Orchestration, now: Orchestration): boolean {
  const known = new Set(commandsOfTeam(before).map(lineOf))
  return commandsOfTeam(now).some((command) => !known.has(lineOf(command)))
}

function lineOf({ where, command }: ConsentCommand): string {
  return JSON.stringify([where, command])
}
