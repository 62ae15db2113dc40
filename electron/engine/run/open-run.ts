import { join } from 'node:path'
import { DEFAULT_RESPONSE_TIMEOUT_MINUTES, type Mode, type Orchestration } from '#shared/contract/config'
import type { Push } from '#shared/contract/methods'
import type { EventBody, FolderBefore } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import { JOURNAL_FILE, JournalWriter, readJournal } from '../journal/journal-file'
import { RunLog, type EventListener } from '../journal/run-log'
import { workspaceOf } from '../modes/open-mode'
import { excludeFromGit } from '../workspace/git-exclude'
import { endWorktree, type WorktreeFacts } from '../workspace/worktree'
import type { LaunchSurroundings } from './launcher'
import type { LifePace } from './life-signs'
import { LiveRun } from './live-run'
import type { LiveRunOptions } from './live-run-options'
import { privateFolder } from '../store/private-folder'
import { limitsOf, teamOf } from './team-role'
import { RunTexts } from './texts'

/** What is to be run, and where. */
export interface RunPlan {
  run: string
  project: { dir: string; name: string }
  /** Where the agents work. */
  directory: string
  /** When that is a worktree of its own. */
  worktree?: WorktreeFacts
  orchestration: Orchestration
  /** How long a worker may take to answer; 0 for ever. The default of configs when absent. */
  responseMinutes?: number
  /** One agent that belongs to no team. */
  plain?: boolean
  /** What it works beside. */
  mode?: Mode
  title: string
  origin: 'window' | 'command' | 'demo'
  extraEnv?: Readonly<Record<string, string>>
  /** Its one agent is asked to propose a config for the folder, which was like this before. */
  generates?: FolderBefore
}

/** What a new run is opened with. */
export interface OpenRunOptions {
  plan: RunPlan
  /** The run's folder in the deck's data folder. */
  runDir: string
  surroundings: LaunchSurroundings
  note: (line: string) => void
  onEvent: EventListener
  /** See `LiveRunOptions`. */
  pace?: LifePace | undefined
  memorySeen?: ((kind: string, bytes: number) => Promise<void>) | undefined
  /** See `LiveRunOptions`. */
  neighbours: LiveRunOptions['neighbours']
  /** A watched command of a side pane has run. */
  sideRan: (ran: Push<'side-ran'>) => void
}

/** What a run is gone on with. */
export interface ResumeRunOptions extends Omit<OpenRunOptions, 'plan'> {
  extraEnv?: Readonly<Record<string, string>>
}

/** Goes on with the journal of a run that was not closed; `adopt` or `restore` on the result brings its agents back. */
export async function resumeRun(options: ResumeRunOptions): Promise<LiveRun> {
  const { runDir, surroundings, note, onEvent, extraEnv } = options
  const { log, writer } = await reopen(runDir)
  log.onEvent(onEvent)
  const { id, directory } = log.head
  return new LiveRun({
    resumed: true,
    log,
    writer,
    texts: await RunTexts.open(id, directory, runDir),
    surroundings,
    runDir,
    farewell: () => farewell(log.head),
    note,
    pace: options.pace,
    memorySeen: options.memorySeen,
    neighbours: options.neighbours,
    sideRan: options.sideRan,
    ...(extraEnv ? { extraEnv } : {}),
  })
}

/** Closes the journal of a run that the person does not want back. Its texts and its journal stay. */
export async function putAway(runDir: string): Promise<void> {
  const { log, writer } = await reopen(runDir)
  await log.commit([
    ...(await farewell(log.head)),
    { type: 'run-closed', reason: 'person', detail: 'Put away after the deck was restarted.' },
  ])
  await writer.close()
}

/** A journal to go on with. What a crash cut off is cut off now, so that the next event follows on a line of its own. */
async function reopen(runDir: string): Promise<{ log: RunLog; writer: JournalWriter }> {
  const file = join(runDir, JOURNAL_FILE)
  const { events } = await readJournal(file)
  const writer = await JournalWriter.open(file)
  return { log: RunLog.resume(events, writer), writer }
}

/** What is left to do, and to be told, when no agent of a run lives any more. */
async function farewell(run: Run): Promise<EventBody[]> {
  if (!run.worktree) return []
  const { removed, text } = await endWorktree(run.worktree, run.directory, run.project.dir)
  return [{ type: 'noted', level: removed ? 'info' : 'warning', text }]
}

/** Starts a run's journal and its folders; `open` on the result starts its agents. */
export async function openRun({
  plan,
  runDir,
  surroundings,
  note,
  onEvent,
  pace,
  memorySeen,
  neighbours,
  sideRan,
}: OpenRunOptions): Promise<LiveRun> {
  await privateFolder(runDir)
  const writer = await JournalWriter.open(join(runDir, JOURNAL_FILE))
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
      team: teamOf(plan.orchestration, `${plan.run}-`),
      limits: limitsOf(plan.orchestration),
      config: {
        team: plan.orchestration,
        responseMinutes: plan.responseMinutes ?? DEFAULT_RESPONSE_TIMEOUT_MINUTES,
      },
      ...(plan.worktree ? { worktree: plan.worktree } : {}),
      ...(plan.mode ? { workspace: workspaceOf(plan.run, plan.mode) } : {}),
      ...(plan.generates ? { generates: plan.generates } : {}),
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
    farewell: () => farewell(log.head),
    note,
    pace,
    memorySeen,
    neighbours,
    sideRan,
    ...(plan.extraEnv ? { extraEnv: plan.extraEnv } : {}),
  })
  const warnings = [texts.fallback, await excludeFromGit(plan.directory)].filter((text) => text !== undefined)
  await live.commit(warnings.map((text) => ({ type: 'noted', level: 'warning', text })))
  return live
}
