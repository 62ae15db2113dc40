import { ask } from '../agent-verbs'
import { UsageError, type Verb, readArgs } from '../args'

/** Lines of a worker's terminal that are shown unless told: about one screen. */
const DEFAULT_LINES = 60
const MAX_LINES = 2000

/** `peek --role R`: a worker's screen as text. */
export const peek: Verb = async (args, io) => {
  const { values } = readArgs(
    args,
    { role: { type: 'string' }, lines: { type: 'string' }, json: { type: 'boolean' } },
    0,
  )
  if (!values.role) throw new UsageError('Say whose screen to show with --role <role>.')
  const lines = values.lines === undefined ? DEFAULT_LINES : Number(values.lines)
  if (!Number.isInteger(lines) || lines < 1 || lines > MAX_LINES) {
    throw new UsageError(`--lines must be a whole number from 1 to ${MAX_LINES}.`)
  }
  return ask({ verb: 'peek', role: values.role, lines }, io, (reply) =>
    values.json
      ? JSON.stringify({ role: values.role, screen: reply.screen ?? '' })
      : (reply.screen ?? reply.message),
  )
}
