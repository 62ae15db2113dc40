import { createHash } from 'node:crypto'
import type { ProjectConfig } from '#shared/contract/config'
import type { ConsentCommand } from '#shared/contract/views'

/** Every command that the config would run, in the order of the file, with what it is for. */
export function commandsOf(config: ProjectConfig): ConsentCommand[] {
  const teams = config.orchestrations.flatMap((team) =>
    team.roles.flatMap((role) => {
      const at = role.where === undefined ? '' : ` on ${role.where}`
      const owner = `${team.name}: ${role.name}${at}`
      const gates = role.gates.map((gate) => ({
        where: `${owner}, gate ${gate.name}`,
        command: gate.command,
      }))
      return [{ where: owner, command: role.command }, ...gates]
    }),
  )
  const modes = config.modes.flatMap((mode) => [
    ...(mode.initCommand === undefined
      ? []
      : [{ where: `mode ${mode.name}, every pane`, command: mode.initCommand }]),
    ...mode.panes.map((pane) => ({ where: `mode ${mode.name}, pane ${pane.name}`, command: pane.command })),
  ])
  return [...teams, ...modes].filter((each) => each.command.trim() !== '')
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
