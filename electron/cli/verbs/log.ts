import { resolve } from 'node:path'
import { Refused } from '#shared/contract/link'
import type { RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { outcomeOf } from '../../engine/audit/export-page'
import { findRun, recordedRuns } from '../../engine/audit/known-runs'
import { openExport } from '../../engine/audit/open-export'
import { dataFolder } from '../../engine/environment/data-folder'
import { type CliIo, RefusedHere, UsageError, type Verb, exitCode, readArgs } from '../args'
import { printable, progressLine } from '../progress'
import { duration, table } from '../table'

/** `log [RUN] [--from DIR] [--json]`: the runs there are, or what happened in one of them. Changes nothing on disk. */
export const log: Verb = async (args, io) => {
  const { values, positionals } = readArgs(args, { json: { type: 'boolean' }, from: { type: 'string' } }, 1)
  const json = values.json ?? false
  const [wanted] = positionals
  if (values.from !== undefined && wanted !== undefined) {
    throw new UsageError('Name either a run or a folder with --from, not both.')
  }
  try {
    if (values.from !== undefined) {
      const exported = await openExport(resolve(io.cwd, values.from))
      return tell(exported.events, json, io)
    }
    const home = dataFolder({ env: io.env, platform: process.platform })
    if (wanted === undefined) return await list(home, json, io)
    return tell((await findRun(home, wanted)).events, json, io)
  } catch (error) {
    if (error instanceof Refused) throw new RefusedHere(error.message)
    throw error
  }
}

function tell(events: readonly RunEvent[], json: boolean, io: CliIo): number {
  let run: Run | undefined
  let day = ''
  for (const event of events) {
    if (json) {
      io.stdout(`${JSON.stringify(event)}\n`)
      continue
    }
    const before = run
    run = reduce(run, event)
    const lines = progressLine(before, run, event)
    if (lines.length === 0) continue
    // The lines tell the time only.
    if (day !== dayOf(event.at)) io.stdout(`${(day = dayOf(event.at))}\n`)
    io.stdout(`${lines.join('\n')}\n`)
  }
  return exitCode.accepted
}

async function list(home: string, json: boolean, io: CliIo): Promise<number> {
  const { runs, damaged } = await recordedRuns(home)
  if (json) {
    for (const { run } of runs) io.stdout(`${JSON.stringify(summary(run))}\n`)
  } else if (runs.length > 0) {
    const rows = runs.map(({ run }) => [
      run.id,
      `${dayOf(run.openedAt)} ${timeOf(run.openedAt)}`,
      run.endedAt === null ? '-' : duration((run.endedAt - run.openedAt) / 1000),
      printable(run.project.name),
      printable(run.title),
      printable(outcomeOf(run)),
    ])
    io.stdout(`${table([['RUN', 'BEGAN', 'TOOK', 'PROJECT', 'TITLE', 'OUTCOME'], ...rows])}\n`)
  } else {
    io.stderr('There is no run yet. Start one with: dot-agent-deck open <folder>\n')
  }
  for (const { id, reason } of damaged) io.stderr(`${id} cannot be read: ${printable(reason)}\n`)
  return damaged.length > 0 ? exitCode.refused : exitCode.accepted
}

/** One run of the list as JSON. */
function summary(run: Run) {
  const { id, title, project, openedAt, endedAt, phase, outcome } = run
  return { run: id, title, project, openedAt, endedAt, phase, outcome, reason: run.endReason }
}

function dayOf(at: number): string {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

function timeOf(at: number): string {
  const date = new Date(at)
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}
