import { stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { Diagnostic } from '#shared/contract/config'
import { configFileOf, readConfig } from '../../engine/config/read'
import { RefusedHere, type Verb, exitCode, readArgs } from '../args'

/** `validate [-p PATH] [--json]`: every problem of a config, with its place and its fix. Warnings alone are no failure. */
export const validate: Verb = async (args, io) => {
  const { values } = readArgs(
    args,
    { path: { type: 'string', short: 'p', default: '.' }, json: { type: 'boolean' } },
    0,
  )
  const file = await configAt(resolve(io.cwd, values.path))
  const result = await readConfig(file)
  if (result.kind === 'none') {
    if (values.json) io.stdout(`${JSON.stringify({ file, valid: false, exists: false, diagnostics: [] })}\n`)
    else io.stderr(`There is no ${relative(io.cwd, file) || file}. Create it with: dot-agent-deck init\n`)
    return exitCode.refused
  }
  const { diagnostics } = result
  const valid = diagnostics.every((each) => each.severity !== 'error')
  if (values.json) io.stdout(`${JSON.stringify({ file, valid, exists: true, diagnostics })}\n`)
  else if (diagnostics.length === 0) io.stdout(`${relative(io.cwd, file) || file} is valid.\n`)
  else io.stderr(`${diagnostics.map((each) => describe(each, io.cwd)).join('\n')}\n${summary(diagnostics)}\n`)
  return valid ? exitCode.accepted : exitCode.refused
}

/** The path itself when it is a file, else the config of that folder. */
async function configAt(path: string): Promise<string> {
  try {
    return (await stat(path)).isDirectory() ? configFileOf(path) : path
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // Anything else is explained by the reading itself.
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return path
    throw new RefusedHere(`There is no file or folder ${path}. Check the path after -p.`)
  }
}

/** One problem as compilers print them, so that editors find the place; the fix below it. */
function describe({ file, line, column, severity, message, fix }: Diagnostic, cwd: string): string {
  return `${relative(cwd, file) || file}:${line}:${column}: ${severity}: ${message}\n  ${fix}`
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((each) => each.severity === 'error').length
  return `${counted(errors, 'error')}, ${counted(diagnostics.length - errors, 'warning')}`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
