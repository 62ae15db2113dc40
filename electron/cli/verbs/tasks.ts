import { ask } from '../agent-verbs'
import { type Verb, readArgs } from '../args'
import { duration, table } from '../table'

/** `tasks`: the run's ledger. */
export const tasks: Verb = async (args, io) => {
  const { values } = readArgs(args, { json: { type: 'boolean' } }, 0)
  return ask({ verb: 'tasks' }, io, (reply) => {
    const ledger = reply.tasks ?? []
    if (values.json) return JSON.stringify(ledger)
    if (ledger.length === 0) return 'No task has been given yet.'
    return table(
      ledger.map((task) => [
        task.task,
        task.seat ?? task.role,
        `round ${task.round}`,
        task.outcome && task.outcome !== task.state ? `${task.state} (${task.outcome})` : task.state,
        duration(task.minutes * 60),
        task.preview,
      ]),
    )
  })
}
