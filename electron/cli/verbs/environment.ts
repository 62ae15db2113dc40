import { rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UsageError, type Verb, exitCode, readArgs } from '../args'

/** `environment FILE`: what a shell hands on to the programs that it starts. The file appears whole, for its owner alone. */
export const environment: Verb = async (args, io) => {
  const [file] = readArgs(args, {}, 1).positionals
  if (file === undefined) throw new UsageError('Name the file to write.')
  const target = resolve(io.cwd, file)
  await writeFile(`${target}.part`, JSON.stringify({ env: io.env, cwd: io.cwd }), { mode: 0o600 })
  await rename(`${target}.part`, target)
  return exitCode.accepted
}
