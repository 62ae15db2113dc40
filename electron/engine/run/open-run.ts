import { join } from 'node:path'
import type { Orchestration } from '#shared/contract/config'
import { JournalWriter } from '../journal/journal-file'
import { RunLog, type EventListener } from '../journal/run-log'
import { excludeFromGit } from '../workspace/git-exclude'
import type { LaunchSurroundings } from './launcher'
import { LiveRun } from './live-run'
import { teamRole } from './team-role'
import { RunTexts } from './texts'

/** What is to be run, and where. */
export interface RunPlan {
  run: string
  project: { dir: string; name: string }
  /** Where the agents work. */
  directory: string
  orchestration: Orchestration
  /** One agent that belongs to no team. */
  plain?: boolean
  title: string
  origin: 'window' | 'command' | 'demo'
  extraEnv?: Readonly<Record<string, string>>
}

export interface OpenRunOptions {
  plan: RunPlan
  /** The run's folder in the deck's data folder. */
  runDir: string
  surroundings: LaunchSurroundings
  note: (line: string) => void
  onEvent: EventListener
}

/** Starts a run's journal and its folders; `open` on the result starts its agents. */
export async function openRun({
  plan,
  runDir,
  surroundings,
  note,
  onEvent,
}: OpenRunOptions): Promise<LiveRun> {
  const writer = await JournalWriter.open(join(runDir, 'journal.jsonl'))
  const texts = await RunTexts.open(plan.run, plan.directory, runDir)
  const log = await RunLog.start(
    plan.run,
    {
      type: 'run-opened',
      project: plan.project,
      directory: plan.directory,
      orchestration: plan.plain ? null : plan.orchestration.name,
      title: plan.title,
      origin: plan.origin,
      team: plan.orchestration.roles.map((role, index) => teamRole(role, `${plan.run}-${index}`)),
    },
    writer,
  )
  for (const event of log.events) onEvent(undefined, log.shown, event)
  log.onEvent(onEvent)
  const live = new LiveRun({
    log,
    writer,
    texts,
    surroundings,
    runDir,
    team: plan.orchestration,
    note,
    ...(plan.extraEnv ? { extraEnv: plan.extraEnv } : {}),
  })
  const warnings = [texts.fallback, await excludeFromGit(plan.directory)].filter((text) => text !== undefined)
  await live.commit(warnings.map((text) => ({ type: 'noted', level: 'warning', text })))
  return live
}
