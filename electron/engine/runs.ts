import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Refused } from '#shared/contract/link'
import type { ParsedInput, Push } from '#shared/contract/methods'
import type { Notice } from '#shared/contract/views'
import { messageOf } from '#shared/message-of'
import type { RunEvent } from '#shared/model/events'
import { noticesOf } from '#shared/model/notices'
import type { Run } from '#shared/model/state'
import { forwardAsk } from './control/advice'
import { copyDemo } from './demo-project'
import { agentLabel, agentOf } from './environment/detect-agent'
import { folderBefore } from './generate/folder-before'
import { writeBrief } from './generate/write-brief'
import { markAtWork, unmarkAtWork } from './journal/at-work'
import type { Unfinished } from './journal/unfinished'
import { Neighbours } from './neighbours'
import { folderAt, type Projects } from './projects'
import { newId, type LaunchSurroundings } from './run/launcher'
import type { LifePace } from './run/life-signs'
import type { LiveRun } from './run/live-run'
import { openRun, resumeRun, type RunPlan } from './run/open-run'
import { plainAgent } from './run/plain-agent'
import { TeamConfigs } from './team-configs'
import type { MemoryBook } from './usage/memory-book'
import type { TrackingFiles } from './tracking'
import { endWorktree, makeWorktree } from './workspace/worktree'

/** What the runs of a deck need of the rest of it. */
export interface RunsOptions {
  /** The folder in the data folder that holds a folder for each run. */
  runsDir: string
  /** The app's own runs are its windows'; others were opened from the command line. */
  origin: 'window' | 'command'
  /** The demo's project, copied for each demo. */
  demoProject: string
  projects: () => Projects
  /** What agents are started with; the terminal host is there once it resolves. */
  surroundings: () => Promise<LaunchSurroundings>
  tracking: TrackingFiles
  /** An event is in the journal: everybody who looks at the run is to see it. */
  written: (event: RunEvent) => void
  notify: (notice: Notice) => void
  /** A watched command of a side pane has run. */
  sideRan: (ran: Push<'side-ran'>) => void
  log: (line: string) => void
  /** See `LiveRunOptions`. */
  pace?: LifePace | undefined
  /** What agents take up. */
  memory: () => MemoryBook
}

/** The runs that are open: begins them, opens them again from their journals, and ends them. */
export class Runs {
  /** Shared with what looks after the agents of an earlier deck. */
  readonly live = new Map<string, LiveRun>()
  /** Demo folders to remove with their run. */
  private readonly temporary = new Map<string, string>()
  private readonly neighbours: Neighbours
  private readonly configs: TeamConfigs

  constructor(private readonly options: RunsOptions) {
    this.neighbours = new Neighbours(() => this.all(), options.runsDir)
    this.configs = new TeamConfigs(options.projects)
  }

  /** @throws Refused when no such run is open. */
  get(id: string): LiveRun {
    const live = this.live.get(id)
    if (!live) throw new Refused('This run is not open any more.')
    return live
  }

  all(): LiveRun[] {
    return [...this.live.values()]
  }

  /** The run that an agent lives in. */
  of(agent: string): LiveRun | undefined {
    return this.all().find((live) => live.head.agents[agent])
  }

  /**
   * Starts a team of a folder's config.
   * @returns the run's id; its agents are on their way then.
   */
  async startTeam({
    dir: folder,
    orchestration,
    title,
    worktree,
  }: ParsedInput<'run.start'>): Promise<string> {
    const { dir, team, responseMinutes } = await this.options.projects().teamToStart(folder, orchestration)
    const plan: Omit<RunPlan, 'run'> = {
      project: projectAt(dir),
      directory: dir,
      orchestration: team,
      responseMinutes,
      title: title ?? team.name,
      origin: this.options.origin,
    }
    if (!(worktree ?? team.worktree)) return this.begin(plan)
    const run = newId('r')
    const { directory, ...facts } = await makeWorktree(dir, run)
    try {
      return await this.begin({ ...plan, directory, worktree: facts }, run)
    } catch (error) {
      await endWorktree(facts, directory, dir)
      throw error
    }
  }

  /** Starts one agent without a team. */
  async startAgent({ dir: folder, name, command }: ParsedInput<'run.start-agent'>): Promise<string> {
    const dir = await folderAt(folder)
    return this.begin({
      project: projectAt(dir),
      directory: dir,
      orchestration: plainAgent(name, command),
      plain: true,
      title: name,
      origin: 'window',
    })
  }

  /** Opens a workspace of a folder's config, with an agent of the person's choice. */
  async openMode({ dir: folder, mode: name, command, title }: ParsedInput<'run.open-mode'>): Promise<string> {
    const { dir, mode } = await this.options.projects().modeToOpen(folder, name)
    return this.begin({
      project: projectAt(dir),
      directory: dir,
      orchestration: plainAgent(agentOf(command) ?? 'agent', command),
      plain: true,
      mode,
      title: title ?? mode.name,
      origin: this.options.origin,
    })
  }

  /** Starts one agent that is to propose a config for the folder. */
  async startGenerator(folder: string, command: string): Promise<string> {
    const dir = await folderAt(folder)
    const busy = this.all().find(({ head }) => head.generates && head.project.dir === dir)
    if (busy) throw new Refused('An agent is at a proposal for this folder already. Close its run first.')
    const kind = agentOf(command)
    const name = kind === undefined ? 'agent' : agentLabel(kind)
    return this.begin(
      {
        project: projectAt(dir),
        directory: dir,
        orchestration: plainAgent(name, command),
        plain: true,
        title: 'Team proposal',
        origin: this.options.origin,
        generates: await folderBefore(dir),
      },
      newId('r'),
      (live) => writeBrief(live, command),
    )
  }

  async startDemo(): Promise<string> {
    const { parent, dir, team } = await copyDemo(this.options.demoProject)
    const run = await this.begin({
      project: { dir, name: 'Demo shop' },
      directory: dir,
      orchestration: team,
      title: 'Demo team',
      origin: 'demo',
    })
    this.temporary.set(run, parent)
    return run
  }

  /**
   * Opens a run again from its journal, with the config that it had taken over; an edit since then counts as in a run that was
   * never left. Its agents are for `Recovery` to bring back.
   */
  async resume({ run, runDir }: Unfinished): Promise<LiveRun> {
    const live = await resumeRun({ runDir, ...(await this.around()) })
    await this.follow(run.id, live)
    await live.commit([
      { type: 'noted', level: 'info', text: 'The deck was restarted; the run goes on from its journal.' },
    ])
    await this.refreshTeam(live)
    return live
  }

  /** Ends every process of a run. One that is not open is closed already. */
  async close(id: string, reason: 'person' | 'quit' | 'command'): Promise<void> {
    this.options.tracking.drop(id)
    const live = this.live.get(id)
    if (!live) return
    await live.close(reason)
    this.neighbours.gone(live.head)
    this.live.delete(id)
    this.configs.forget(id)
    const folder = this.temporary.get(id)
    this.temporary.delete(id)
    if (folder && reason !== 'command') await rm(folder, { recursive: true, force: true })
  }

  /** As `close` for all. One run that cannot be closed must not leave the agents of all others behind. */
  async closeAll(reason: 'quit' | 'command'): Promise<void> {
    const closed = await Promise.allSettled([...this.live.keys()].map((id) => this.close(id, reason)))
    for (const result of closed) if (result.status === 'rejected') this.options.log(messageOf(result.reason))
  }

  /** Takes over what the config says now. @returns why it was left out. */
  async refreshTeam(live: LiveRun): Promise<string | undefined> {
    const reason = await this.configs.refresh(live)
    await this.followTracking(live)
    return reason
  }

  /** @param prepare what has to be there before its agents start. */
  private async begin(
    plan: Omit<RunPlan, 'run'>,
    run = newId('r'),
    prepare?: (live: LiveRun) => Promise<void>,
  ): Promise<string> {
    const around = await this.around().catch((error: unknown) => {
      throw new Refused(messageOf(error))
    })
    const live = await openRun({
      plan: { ...plan, run },
      runDir: join(this.options.runsDir, run),
      ...around,
    }).catch((error: unknown) => {
      throw new Refused(
        `The run could not be started, because its journal cannot be written (${messageOf(error)}). Free some space or check the disk, then try again.`,
      )
    })
    await this.follow(run, live)
    // Starting takes seconds; the window shows it as it happens.
    void this.open(live, prepare).catch((error: unknown) => this.options.log(messageOf(error)))
    return run
  }

  private async open(live: LiveRun, prepare: ((live: LiveRun) => Promise<void>) | undefined): Promise<void> {
    try {
      await prepare?.(live)
    } catch (error) {
      return live.close('start-failed', messageOf(error))
    }
    return live.open()
  }

  /** What every run is given, whether it is new or goes on. */
  private async around() {
    return {
      surroundings: await this.options.surroundings(),
      note: this.options.log,
      onEvent: (before: Run | undefined, after: Run, event: RunEvent): void => {
        this.options.written(event)
        if (event.body.type === 'run-closed') void unmarkAtWork(join(this.options.runsDir, event.run))
        for (const notice of noticesOf(before, after, event)) this.options.notify(notice)
        const live = this.live.get(event.run)
        if (live) forwardAsk(live, event).catch((error: unknown) => this.options.log(messageOf(error)))
      },
      pace: this.options.pace,
      memorySeen: (kind: string, bytes: number) => this.options.memory().seen(kind, bytes),
      sideRan: this.options.sideRan,
      neighbours: (run: Run) => this.neighbours.of(run),
    }
  }

  private async follow(id: string, live: LiveRun): Promise<void> {
    this.live.set(id, live)
    this.watchJournal(live)
    await this.followTracking(live)
    await markAtWork(join(this.options.runsDir, id), live.head)
  }

  private followTracking(live: LiveRun): Promise<void> {
    return this.options.tracking.follow(live.head.id, live.head.directory, live.config.trackingFile)
  }

  /** A run that cannot be written is held, and no event can say so. */
  private watchJournal(live: LiveRun): void {
    live.onJournalFailure((failure) => {
      const { id, project, title } = live.run
      this.options.notify({
        key: `journal:${id}`,
        category: 'failed',
        title: `${project.name} · ${title} · held`,
        body: failure.message,
        run: id,
        pane: null,
      })
    })
  }
}

function projectAt(dir: string): { dir: string; name: string } {
  return { dir, name: basename(dir) || dir }
}
