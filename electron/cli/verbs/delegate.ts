import { ask } from '../agent-verbs'
import { UsageError, type Verb, readArgs } from '../args'
import { textArgument, textOptions } from '../text-argument'

const list = { type: 'string', multiple: true } as const
const many = { to: list, after: list, paths: list, ...textOptions }

/** `delegate --to R [--to R2 ...]`: one batch, one task for each role. */
export const delegate: Verb = async (args, io) => {
  const { values } = readArgs(args, many, 0)
  const to = [...new Set(values.to?.map((role) => role.trim()))]
  if (to.length === 0 || to.includes('')) {
    throw new UsageError('There is nobody to delegate to. Name a role with --to <role>.')
  }
  const { after, paths } = values
  return ask(
    {
      verb: 'delegate',
      to,
      text: await textArgument(values, io),
      ...(after ? { after } : {}),
      ...(paths ? { paths } : {}),
    },
    io,
  )
}
