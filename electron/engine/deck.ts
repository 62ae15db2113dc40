// Longer than most files here: the composition root joins every part of the engine in one place, and decides nothing.
import { rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { DEFAULT_RESPONSE_TIMEOUT_MINUTES } from '#shared/contract/config'
import { Refused, type TerminalChannel, type TerminalHandlers } from '#shared/contract/link'
import type { MethodName, Output, ParsedInput, Push, PushName } from '#shared/contract/methods'
import type { ViewerFrame } from '#shared/contract/terminal'
import type { Notice, Settings } from '#shared/contract/views'
import { noticesOf } from '#shared/model/notices'
import type { RunEvent } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import { templates } from '#shared/templates/index'
import { startEnv, writeCommandFolder, type ProgramStart } from './command-folder'
import { runMethods } from './control/run-methods'
import { copyDemo } from './demo-project'
import { Hosting } from './hosting'
import { Inbox } from './control/inbox'
import { exportRun } from './audit/export'
import { openExport, type OpenedExport } from './audit/open-export'
import { screensOf } from './audit/screens'
import { ConfigEditors } from './config-editors'
import type { Unfinished } from './journal/unfinished'
import { installedAgents } from './environment/detect-agent'
import { loginEnvironment, personShell } from './environment/login-env'
import { exportedDocument, liveDocument } from './documents'
import { listFolders } from './folders'
import { Projects, folderAt, messageOf } from './projects'
import { newId, type LaunchSurroundings } from './run/launcher'
import type { LiveRun } from './run/live-run'
import { plainAgent } from './run/plain-agent'
import { openRun, resumeRun, type RunPlan } from './run/open-run'
import { Recovery } from './recovery'
import { Preferences } from './store/preferences'
import { writableHome } from './store/private-folder'
import { StartGuard } from './store/start-guard'
import { TrackingFiles } from './tracking'
import { endWorktree, makeWorktree, worktreePossible } from './workspace/worktree'
import type { TerminalHost } from './terminal/host'

/** Where the parts of the installation are. */
export interface DeckPaths extends ProgramStart {
  /** The demo's project, copied for each demo. */
  demoProject: string
}

export interface DeckOptions {
  /** The data folder. */
  home: string
  /** Which terminal host: the app's own, or one of a run without a window. */
  hostName: string
  paths: DeckPaths
  platform: NodeJS.Platform
  version: string
  log: (line: string) => void
}

type PushListener = <P extends PushName>(name: P, payload: Push<P>) => void
type Handlers = { [M in MethodName]: (input: ParsedInput<M>) => Promise<Output<M>> }

/** The engine as its clients see it: windows, the desktop shell, the command line. */
export interface Deck {
  start(): Promise<void>
  /** @throws Refused with a sentence for a person, for everything that is expected to go wrong. */
  handle<M extends MethodName>(method: M, input: ParsedInput<M>): Promise<Output<M>>
  onPush(listener: PushListener): () => void
  openTerminal(run: string, pane: string, handlers: TerminalHandlers<ViewerFrame>): TerminalChannel
  /** The open runs as they stand in their journals. */
  runs(): Run[]
  /** Ends every agent, then the terminal host. */
  closeAll(reason: 'quit' | 'command'): Promise<void>
  /** Leaves the agents running and closes the connections. */
  detach(): Promise<void>
}

/** Composition root: opens projects, owns runs, joins the terminal host to them. */
export function createDeck(options: DeckOptions): Deck {
  return new LocalDeck(options)
}

class LocalDeck implements Deck {
  private readonly live = new Map<string, LiveRun>()
  /** Demo folders to remove with their run. */
  private readonly temporary = new Map<string, string>()
  private readonly listeners = new Set<PushListener>()
  /** Exports that are open to be looked at, by the id that they have here. */
  private readonly exports = new Map<string, OpenedExport>()
  private readonly tracking = new TrackingFiles((view) => this.push('tracking', view))
  private guard: StartGuard | undefined
  private readonly inbox = new Inbox({
    runOf: (agent) => [...this.live.values()].find((live) => live.head.agents[agent]),
    isWaiting: (agent) => this.recovery.isWaiting(agent),
    refreshTeam: (live) => this.refreshTeam(live),
    log: (line) => this.options.log(line),
  })
  /** How long a worker may take, by project folder, as its config said when it was last read. */
  private readonly responseMinutes = new Map<string, number>()
  private preferences!: Preferences
  private projects!: Projects
  private readonly editors: ConfigEditors
  private binDir = ''
  private shell = ''
  private loginEnv!: LaunchSurroundings['loginEnv']
  private readonly hosting: Hosting
  private readonly recovery: Recovery
  private viewers = 0
  private readonly handlers: Handlers

  constructor(private readonly options: DeckOptions) {
    const { home, platform } = options
    this.editors = new ConfigEditors({
      home,
      follow: async (folder) => (await this.projects.open(folder)).dir,
      changed: (view) => this.push('config', view),
      search: async () => ({ env: await this.knownEnv(), platform }),
    })
    this.hosting = new Hosting({
      dir: join(home, 'hosts', options.hostName),
      paths: options.paths,
      live: () => this.live.values(),
      post: (host, post) => this.inbox.take(host, post),
      spare: (session) => this.inbox.holding || this.recovery.isWaiting(session),
      lost: () => this.recovery.hostLost(),
      log: options.log,
    })
    this.recovery = new Recovery({
      runsDir: join(home, 'runs'),
      hosting: this.hosting,
      inbox: this.inbox,
      live: this.live,
      resume: (left) => this.resume(left),
      changed: (waiting) => this.push('restorable', waiting),
      log: options.log,
    })
    this.handlers = this.makeHandlers()
  }

  async start(): Promise<void> {
    const { home, paths, platform, log } = this.options
    await writableHome(home)
    this.preferences = await Preferences.open(home, log)
    this.projects = new Projects(this.preferences, (view) => {
      this.push('project', view)
      this.editors.onDisk(view.dir).catch((error: unknown) => log(messageOf(error)))
    })
    this.binDir = await writeCommandFolder(home, paths, platform)
    this.shell = platform === 'win32' ? '' : personShell(process.env)
    // A slow shell start-up file must not hold up the window; the first start of an agent waits for it.
    this.loginEnv = loginEnvironment({ shell: this.shell, platform, note: log })
    // Only the app's own deck picks up what an earlier one left; a run without a window is nobody else's.
    if (this.options.hostName !== 'app') return
    this.guard = await StartGuard.begin(home, log)
    await this.recovery.takeUp(this.guard.safeMode)
  }

  handle<M extends MethodName>(method: M, input: ParsedInput<M>): Promise<Output<M>> {
    return this.handlers[method](input)
  }

  onPush(listener: PushListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  runs(): Run[] {
    return [...this.live.values()].map((live) => live.run)
  }

  openTerminal(run: string, pane: string, handlers: TerminalHandlers<ViewerFrame>): TerminalChannel {
    const live = this.live.get(run)
    const agent = live?.head.panes[pane]?.agent
    if (!live || !agent) {
      handlers.end('No agent has been started here yet.')
      return { ack: noop, input: noop, resize: noop, close: noop }
    }
    let closed = false
    let viewer: ReturnType<TerminalHost['attach']> | undefined
    const name = `w${++this.viewers}`
    void this.hosting.host().then(
      (host) => {
        if (closed) return
        viewer = host.attach(agent, name, (frame) => handlers.frame(frame))
      },
      (error: unknown) => handlers.end(messageOf(error)),
    )
    return {
      ack: (chars) => viewer?.ack(chars),
      input: (data) => live.crew.sessions.get(agent)?.input(data),
      resize: (cols, rows) => live.crew.resize(pane, cols, rows),
      close: () => {
        closed = true
        viewer?.close()
      },
    }
  }

  async closeAll(reason: 'quit' | 'command'): Promise<void> {
    // One run that cannot be closed must not leave the agents of all others behind.
    const closed = await Promise.allSettled([...this.live.keys()].map((id) => this.closeRun(id, reason)))
    for (const result of closed) if (result.status === 'rejected') this.options.log(messageOf(result.reason))
    const host = await this.hosting.ifThere()
    await host?.shutdown()
    await this.guard?.end()
    this.projects.close()
    this.tracking.close()
  }

  async detach(): Promise<void> {
    // What comes from now on stays with the host, which keeps it for the next deck.
    this.inbox.hold()
    await Promise.all([...this.live.values()].map((live) => live.leave()))
    const host = await this.hosting.ifThere()
    await host?.close()
    await this.guard?.end()
    this.projects.close()
    this.tracking.close()
  }

  // ---- runs ----

  private async surroundings(): Promise<LaunchSurroundings> {
    const { paths, platform } = this.options
    await this.hosting.host()
    const { hosting } = this
    return {
      // Asked for at each use: a host that was lost is replaced.
      get host() {
        return hosting.current
      },
      platform,
      shell: this.shell,
      loginEnv: this.loginEnv,
      binDir: this.binDir,
      hookCommand: [...paths.exec, join(paths.dist, 'hook.js')],
      hookEnv: startEnv(paths),
    }
  }

  private async begin(plan: Omit<RunPlan, 'run'>, run = newId('r')): Promise<string> {
    const surroundings = await this.surroundings().catch((error: unknown) => {
      throw new Refused(messageOf(error))
    })
    const live = await openRun({
      plan: { ...plan, run },
      runDir: join(this.options.home, 'runs', run),
      surroundings,
      note: this.options.log,
      onEvent: (before, after, event) => this.eventWritten(before, after, event),
      responseMinutes: () => this.responseMinutes.get(plan.project.dir) ?? DEFAULT_RESPONSE_TIMEOUT_MINUTES,
    }).catch((error: unknown) => {
      throw new Refused(
        `The run could not be started, because its journal cannot be written (${messageOf(error)}). Free some space or check the disk, then try again.`,
      )
    })
    this.live.set(run, live)
    this.watchJournal(live)
    await this.followTracking(live)
    // Starting takes seconds; the window shows it as it happens.
    void live.open().catch((error: unknown) => this.options.log(messageOf(error)))
    return run
  }

  /** Opens a run again from its journal; its agents are for `Recovery` to bring back. */
  private async resume(left: Unfinished): Promise<LiveRun> {
    const { run, runDir } = left
    const config = await this.projects.config(run.project.dir)
    const live = await resumeRun({
      team: config?.orchestrations.find((candidate) => candidate.name === run.orchestration),
      runDir,
      surroundings: await this.surroundings(),
      note: this.options.log,
      onEvent: (before, after, event) => this.eventWritten(before, after, event),
      responseMinutes: () => this.responseMinutes.get(run.project.dir) ?? DEFAULT_RESPONSE_TIMEOUT_MINUTES,
    })
    this.live.set(run.id, live)
    this.watchJournal(live)
    await this.followTracking(live)
    await live.commit([
      { type: 'noted', level: 'info', text: 'The deck was restarted; the run goes on from its journal.' },
    ])
    return live
  }

  /** A run that cannot be written is held, and no event can say so. */
  private watchJournal(live: LiveRun): void {
    live.onJournalFailure((failure) => {
      const { id, project, title } = live.run
      this.push('notice', {
        key: `journal:${id}`,
        category: 'failed',
        title: `${project.name} · ${title} · held`,
        body: failure.message,
        run: id,
        pane: null,
      })
    })
  }

  private eventWritten(before: Run | undefined, after: Run, event: RunEvent): void {
    this.push('run-event', event)
    for (const notice of noticesOf(before, after, event)) this.notify(notice)
  }

  private async startTeam({
    dir: folder,
    orchestration,
    title,
    worktree,
  }: ParsedInput<'run.start'>): Promise<string> {
    const { dir, team, responseMinutes } = await this.projects.teamToStart(folder, orchestration)
    this.responseMinutes.set(dir, responseMinutes)
    const plan: Omit<RunPlan, 'run'> = {
      project: { dir, name: basename(dir) || dir },
      directory: dir,
      orchestration: team,
      title: title ?? team.name,
      origin: this.options.hostName === 'app' ? 'window' : 'command',
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

  /** What the person should know before a team is started in a folder. */
  private async checkStart({
    dir: folder,
    orchestration,
  }: ParsedInput<'run.check'>): Promise<Output<'run.check'>> {
    const dir = await folderAt(folder)
    const others = [...this.live.values()].map((live) => live.run).filter((run) => run.directory === dir)
    const config = await this.projects.config(dir)
    const team = config?.orchestrations.find((candidate) => candidate.name === orchestration)
    return {
      othersInFolder: others.filter((run) => run.phase !== 'closed').map((run) => run.title),
      worktreePossible: await worktreePossible(dir),
      worktree: team?.worktree ?? false,
    }
  }

  private followTracking(live: LiveRun): Promise<void> {
    return this.tracking.follow(live.head.id, live.head.directory, live.config.trackingFile)
  }

  /** Everything of an open run, with its screens as they are now. */
  private async exportOpen(id: string, to: string): Promise<string> {
    const live = this.liveRun(id)
    const recorded = {
      run: live.run,
      events: [...live.events],
      runDir: join(this.options.home, 'runs', live.run.id),
    }
    const folder = resolve(to)
    await exportRun(recorded, folder, await screensOf(await this.hosting.host(), live.run))
    return folder
  }

  /** A closed run in every window, folded from the journal of an exported folder. */
  private async openExported(folder: string): Promise<string> {
    const opened = await openExport(await folderAt(folder), newId('x'))
    this.exports.set(opened.run.id, opened)
    for (const event of opened.events) this.push('run-event', event)
    return opened.run.id
  }

  private async startDemo(): Promise<string> {
    const { parent, dir, team } = await copyDemo(this.options.paths.demoProject)
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

  private async closeRun(id: string, reason: 'person' | 'quit' | 'command'): Promise<void> {
    this.exports.delete(id)
    this.tracking.drop(id)
    const live = this.live.get(id)
    if (!live) return
    await live.close(reason)
    this.live.delete(id)
    const folder = this.temporary.get(id)
    this.temporary.delete(id)
    if (folder && reason !== 'command') await rm(folder, { recursive: true, force: true })
  }

  /** Takes over what the config says now. A config that cannot be read leaves the team as it was. */
  private async refreshTeam(live: LiveRun): Promise<void> {
    const { head } = live
    if (head.orchestration === null) return
    const config = await this.projects.config(head.project.dir)
    if (config) this.responseMinutes.set(head.project.dir, config.workerResponseTimeoutMinutes)
    const team = config?.orchestrations.find((candidate) => candidate.name === head.orchestration)
    if (!team) return
    await live.takeTeam(team)
    await this.followTracking(live)
  }

  private liveRun(id: string): LiveRun {
    const live = this.live.get(id)
    if (!live) throw new Refused('This run is not open any more.')
    return live
  }

  // ---- clients ----

  private push<P extends PushName>(name: P, payload: Push<P>): void {
    for (const listener of this.listeners) listener(name, payload)
  }

  private notify(notice: Notice): void {
    const { notifyReports, notifyWaiting, notifyFinished } = this.preferences.settings
    const wanted = { report: notifyReports, waiting: notifyWaiting, finished: notifyFinished, failed: true }
    if (wanted[notice.category]) this.push('notice', notice)
  }

  private makeHandlers(): Handlers {
    return {
      'deck.state': async () => {
        const { version, platform } = this.options
        return {
          version,
          platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
          settings: this.preferences.settings,
          recents: this.preferences.recents,
          agents: await installedAgents({ env: await this.knownEnv(), platform }),
          templates: templates.map(({ id, title, summary, roles }) => ({
            id,
            title,
            summary,
            roles: [...roles],
          })),
          restorable: this.recovery.views(),
          ...(this.guard?.safeMode ? { safeMode: true } : {}),
          runs: [
            ...[...this.live.values()].map((live) => ({
              run: live.run.id,
              events: [...live.events],
              tracking: this.tracking.view(live.run.id),
            })),
            ...[...this.exports.values()].map(({ run, events }) => ({ run: run.id, events })),
          ],
        }
      },
      'project.open': async ({ dir }) => {
        const view = await this.projects.open(dir)
        this.push('recents', this.preferences.recents)
        return view
      },
      'project.consent': ({ dir, key }) => this.projects.consent(dir, key),
      'project.forget': async ({ dir }) => {
        await this.preferences.forget(dir)
        this.push('recents', this.preferences.recents)
        return {}
      },
      'project.create-config': ({ dir, template }) => this.projects.createConfig(dir, template),
      ...this.editors.handlers,
      ...runMethods((id) => this.liveRun(id)),
      'folder.list': ({ dir }) => listFolders(dir),
      'run.check': (input) => this.checkStart(input),
      'run.start': async (input) => ({ run: await this.startTeam(input) }),
      'run.export': async ({ run, to }) => ({ dir: await this.exportOpen(run, to) }),
      'run.open-export': async ({ dir }) => ({ run: await this.openExported(dir) }),
      'run.start-agent': async ({ dir, name, command }) => {
        const folder = await folderAt(dir)
        const run = await this.begin({
          project: { dir: folder, name: basename(folder) || folder },
          directory: folder,
          orchestration: plainAgent(name, command),
          plain: true,
          title: name,
          origin: 'window',
        })
        this.push('settings', await this.preferences.change({ lastCommand: command }))
        return { run }
      },
      'run.start-demo': async () => ({ run: await this.startDemo() }),
      'run.close': async ({ run }) => {
        await this.closeRun(run, 'person')
        return {}
      },
      'run.restore': async ({ run }) => {
        await this.recovery.bringBack(run)
        return {}
      },
      'run.put-away': async ({ run }) => {
        await this.recovery.putAway(run)
        return {}
      },
      'pane.restart': async ({ run, pane }) => {
        const live = this.liveRun(run)
        await this.refreshTeam(live)
        const reason = await live.restart(pane)
        if (reason !== undefined) throw new Refused(reason)
        return {}
      },
      'document.read': ({ run, kind, id }) => {
        const exported = this.exports.get(run)
        return exported ? exportedDocument(exported, kind, id) : liveDocument(this.liveRun(run), kind, id)
      },
      'pane.processes': async ({ run, pane }) => {
        const agent = this.liveRun(run).head.panes[pane]?.agent
        const processes = agent ? await (await this.hosting.host()).processes(agent) : []
        return processes.map(({ pid, name, rssBytes }) => ({ pid, name, rssBytes }))
      },
      'settings.set': async (patch) => {
        const settings = await this.preferences.change(withoutUndefined(patch))
        this.push('settings', settings)
        return settings
      },
      'terminal.theme': async (theme) => {
        ;(await this.hosting.host()).setTheme(theme)
        return {}
      },
    }
  }

  /** Never waits for a slow shell: what the app was started with is good enough for a first list. */
  private knownEnv(): Promise<Record<string, string | undefined>> {
    return Promise.race([this.loginEnv, Promise.resolve(process.env)])
  }
}

function noop(): void {}

function withoutUndefined(patch: ParsedInput<'settings.set'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
