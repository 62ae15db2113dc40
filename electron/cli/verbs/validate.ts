import { stat } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import type { Diagnostic } from '#shared/contract/config'
import type { Advice } from '#shared/contract/config-view'
import { checkConfig } from '../../engine/config/check'
import { configFileOf, readConfig } from '../../engine/config/read'
import { RefusedHere, type Verb, exitCode, readArgs } from '../args'

/** `validate [-p PATH] [--json]`: every problem of a config, with its place and its fix. Warnings and advice are no failure. */
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
  // An agent's PATH and a person's are the one that its commands are started with, or near enough for a warning.
  const start = { cwd: dirname(file), env: io.env, platform: process.platform }
  const diagnostics = result.kind === 'ok' ? await checkConfig(result.text, file, start) : result.diagnostics
  const valid = diagnostics.every((each) => each.severity !== 'error')
  if (values.json) io.stdout(`${JSON.stringify({ file, valid, exists: true, diagnostics })}\n`)
  else {
    const problems = diagnostics.filter((each) => each.severity !== 'advice')
    const advice = diagnostics.filter((each) => each.severity === 'advice')
    if (problems.length > 0)
      io.stderr(`${problems.map((each) => describe(each, io.cwd)).join('\n')}\n${summary(problems)}\n`)
    else io.stdout(`${relative(io.cwd, file) || file} is valid.\n`)
    for (const each of advice) io.stdout(`${describe(each, io.cwd)}\n`)
  }
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
function describe({ file, line, column, severity, message, fix }: Diagnostic | Advice, cwd: string): string {
  return `${relative(cwd, file) || file}:${line}:${column}: ${severity}: ${message}\n  ${fix}`
}

function summary(diagnostics: readonly (Diagnostic | Advice)[]): string {
  const errors = diagnostics.filter((each) => each.severity === 'error').length
  return `${counted(errors, 'error')}, ${counted(diagnostics.length - errors, 'warning')}`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
