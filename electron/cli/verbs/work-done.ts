import { ask } from '../agent-verbs'
import { UsageError, type Verb, readArgs } from '../args'
import { textArgument, textOptions } from '../text-argument'

/** `work-done`: a worker's report on its task; with `--done`, the orchestrator's end of the run. */
export const workDone: Verb = async (args, io) => {
  const flag = { type: 'boolean' } as const
  const { values } = readArgs(
    args,
    { ...textOptions, done: flag, blocked: flag, failed: flag, lesson: { type: 'string', multiple: true } },
    0,
  )
  if (values.blocked && values.failed) {
    throw new UsageError('--blocked and --failed were both given. Use one of them.')
  }
  const outcome = values.blocked ? 'blocked' : values.failed ? 'failed' : 'done'
  return ask(
    {
      verb: 'work-done',
      text: await textArgument(values, io),
      outcome,
      done: values.done ?? false,
      ...(values.lesson ? { lessons: values.lesson } : {}),
    },
    io,
  )
}
