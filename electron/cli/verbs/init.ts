import { writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { messageOf } from '#shared/message-of'
import { DEFAULT_TEMPLATE, templateOf, templates } from '#shared/templates/index'
import { nearest } from '../../engine/config/keys'
import { configFileOf } from '../../engine/config/read'
import { RefusedHere, UsageError, type Verb, exitCode, readArgs } from '../args'

/** `init [-p FOLDER] [--template NAME]`: writes a config to start from, and never overwrites one. */
export const init: Verb = async (args, io) => {
  const { values } = readArgs(
    args,
    {
      path: { type: 'string', short: 'p', default: '.' },
      template: { type: 'string', default: DEFAULT_TEMPLATE },
    },
    0,
  )
  const template = templateOf(values.template)
  if (template === undefined) throw new UsageError(unknownTemplate(values.template))
  const file = configFileOf(resolve(io.cwd, values.path))
  const shown = relative(io.cwd, file) || file
  try {
    await writeFile(file, template.toml, { flag: 'wx' })
  } catch (error) {
    throw new RefusedHere(whyNotWritten(error, shown))
  }
  io.stdout(`Wrote ${shown}: ${template.title} (${template.roles.join(', ')}).\n`)
  io.stdout('Look through it, then start with: dot-agent-deck open\n')
  return exitCode.accepted
}

function unknownTemplate(name: string): string {
  const ids = templates.map((template) => template.id)
  const near = nearest(name, ids)
  const list = templates.map(({ id, title }) => `  ${id.padEnd(14)} ${title}`).join('\n')
  return `There is no template "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`} There are:\n${list}`
}

function whyNotWritten(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EEXIST')
    return `${file} exists already and was left as it is. Check it with: dot-agent-deck validate`
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return `There is no folder for ${file}. Create it, or correct the path after -p.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `${file} may not be written. Give yourself write permission on its folder.`
  }
  return `${file} could not be written: ${messageOf(error)}`
}
