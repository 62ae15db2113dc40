import { resolve } from 'node:path'
import { Refused } from '#shared/contract/link'
import { exportRun } from '../../engine/audit/export'
import { findRun } from '../../engine/audit/known-runs'
import { dataFolder } from '../../engine/environment/data-folder'
import { RefusedHere, UsageError, type Verb, exitCode, readArgs } from '../args'

/** `export RUN --to DIR`: everything that is kept of a run in one folder. The screens are those of the run's end. */
export const exportVerb: Verb = async (args, io) => {
  const { values, positionals } = readArgs(args, { to: { type: 'string' } }, 1)
  const [wanted] = positionals
  if (wanted === undefined)
    throw new UsageError('Name the run to export. See which there are: dot-agent-deck log')
  if (values.to === undefined || values.to === '') throw new UsageError('Name the folder to write with --to.')
  const to = resolve(io.cwd, values.to)
  try {
    const recorded = await findRun(dataFolder({ env: io.env, platform: process.platform }), wanted)
    const { files } = await exportRun(recorded, to)
    const hasScreens = files.some(({ path }) => path.startsWith('screens/'))
    const open = recorded.run.phase !== 'closed' && !hasScreens
    io.stdout(
      `Exported ${recorded.run.id} to ${to}: ${files.length} files. Begin with README.md.\n` +
        (open ? 'The run is still open: its screens are only kept when it is closed.\n' : ''),
    )
    return exitCode.accepted
  } catch (error) {
    if (error instanceof Refused) throw new RefusedHere(error.message)
    throw error
  }
}
