import { ask as send } from '../agent-verbs'
import { UsageError, type Verb, readArgs } from '../args'
import { textArgument, textOptions } from '../text-argument'

/** `ask`: a worker's question, to the orchestrator or with `--person` to the person. */
export const ask: Verb = async (args, io) => {
  const { values } = readArgs(args, { ...textOptions, person: { type: 'boolean' } }, 0)
  const to = values.person ? 'person' : 'orchestrator'
  return send({ verb: 'ask', text: await textArgument(values, io), to }, io)
}

/** `plan`: what a worker means to do, for whoever has to approve it. */
export const plan: Verb = async (args, io) => {
  const { values } = readArgs(args, textOptions, 0)
  return send({ verb: 'ask', text: await textArgument(values, io), to: 'orchestrator', plan: true }, io)
}

/** `tell --to R`: a note to another agent. */
export const tell: Verb = async (args, io) => {
  const { values } = readArgs(args, { ...textOptions, to: { type: 'string' } }, 0)
  if (!values.to) throw new UsageError('Say whom the note is for with --to <role>.')
  return send({ verb: 'tell', to: values.to, text: await textArgument(values, io) }, io)
}

/** `answer --question ID`: the orchestrator's answer to a worker's question. */
export const answer: Verb = async (args, io) => {
  const { values } = readArgs(
    args,
    { ...textOptions, question: { type: 'string' }, approve: { type: 'boolean' } },
    0,
  )
  if (!values.question) throw new UsageError('Say which question is answered with --question <id>.')
  const text = await textArgument(values, io)
  const approve = values.approve ? { approve: true } : {}
  return send({ verb: 'answer', question: values.question, text, ...approve }, io)
}
