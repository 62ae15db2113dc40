import { ask } from '../agent-verbs'
import { UsageError, type Verb, readArgs } from '../args'
import { textArgument, textOptions } from '../text-argument'

/** `delegate --to R [--to R2 ...]`: one batch, one task for each role. */
export const delegate: Verb = async (args, io) => {
  const { values } = readArgs(args, { to: { type: 'string', multiple: true }, ...textOptions }, 0)
  const to = [...new Set(values.to?.map((role) => role.trim()))]
  if (to.length === 0 || to.includes('')) {
    throw new UsageError('There is nobody to delegate to. Name a role with --to <role>.')
  }
  return ask({ verb: 'delegate', to, text: await textArgument(values, io) }, io)
}
