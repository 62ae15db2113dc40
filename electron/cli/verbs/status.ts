import { ask } from '../agent-verbs'
import { type Verb, readArgs } from '../args'
import { duration, table } from '../table'

/** `status`: who is busy, and with what. */
export const status: Verb = async (args, io) => {
  const { values } = readArgs(args, { json: { type: 'boolean' } }, 0)
  return ask({ verb: 'status' }, io, (reply) => {
    const roles = reply.roles ?? []
    if (values.json) return JSON.stringify(roles)
    return table(
      roles.map((role) => [
        role.orchestrator ? `${role.role} (orchestrator)` : role.role,
        role.status,
        duration(role.seconds),
        role.task ?? '-',
        [
          role.waitingFor ? `waits for: ${role.waitingFor}` : (role.tool ?? ''),
          role.waitingFor ? '' : (role.detail ?? ''),
          role.queued > 0 ? `${role.queued} queued` : '',
        ]
          .filter((part) => part !== '')
          .join(', '),
      ]),
    )
  })
}
