import { createHash } from 'node:crypto'
import type { ProjectConfig } from '#shared/contract/config'
import type { ConsentCommand } from '#shared/contract/views'

/** Every command that the config would run, in the order of the file, with what it is for. Workspaces are not opened, so theirs are none of it. */
export function commandsOf(config: ProjectConfig): ConsentCommand[] {
  const teams = config.orchestrations.flatMap((team) =>
    team.roles.flatMap((role) => {
      const owner = `${team.name}: ${role.name}`
      const gates = role.gates.map((gate) => ({
        where: `${owner}, gate ${gate.name}`,
        command: gate.command,
      }))
      return [{ where: owner, command: role.command }, ...gates]
    }),
  )
  return teams.filter((each) => each.command.trim() !== '')
}

/**
 * Changes when a command is added, removed, changed, or moved to another owner, and then the person is asked again. The
 * order of the file, its prompts and its comments do not matter.
 */
export function consentKey(config: ProjectConfig): string {
  const lines = commandsOf(config).map(({ where, command }) => JSON.stringify([where, command]))
  return createHash('sha256')
    .update([...new Set(lines)].toSorted().join('\n'))
    .digest('hex')
}
