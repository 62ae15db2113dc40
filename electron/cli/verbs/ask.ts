import { ask as send } from '../agent-verbs'
import { UsageError, type Verb, readArgs } from '../args'
import { textArgument, textOptions } from '../text-argument'

/** `ask`: a worker's question, to the orchestrator or with `--person` to the person. */
export const ask: Verb = async (args, io) => {
  const { values } = readArgs(args, { ...textOptions, person: { type: 'boolean' } }, 0)
  const to = values.person ? 'person' : 'orchestrator'
  return send({ verb: 'ask', text: await textArgument(values, io), to }, io)
}

/** `answer --question ID`: the orchestrator's answer to a worker's question. */
export const answer: Verb = async (args, io) => {
  const { values } = readArgs(args, { ...textOptions, question: { type: 'string' } }, 0)
  if (!values.question) throw new UsageError('Say which question is answered with --question <id>.')
  return send({ verb: 'answer', question: values.question, text: await textArgument(values, io) }, io)
}
