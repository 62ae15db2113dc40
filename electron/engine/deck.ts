import { join } from 'node:path'
import type { TerminalChannel, TerminalHandlers } from '#shared/contract/link'
import type { MethodName, Output, ParsedInput, Push, PushName } from '#shared/contract/methods'
import type { ViewerFrame } from '#shared/contract/terminal'
import type { Notice } from '#shared/contract/views'
import { messageOf } from '#shared/message-of'
import type { Run } from '#shared/model/state'
import { startEnv, writeCommandFolder, type ProgramStart } from './command-folder'
import { runMethods } from './control/run-methods'
import { generateMethods, proposalDecided } from './generate/methods'
import { Hosting } from './hosting'
import { Inbox } from './control/inbox'
import { Exports } from './audit/exports'
import { recordMethods } from './audit/methods'
import { ConfigEditors } from './config-editors'
import { loginEnvironment, personShell } from './environment/login-env'
import { projectMethods } from './project-methods'
import { Projects } from './projects'
import { gateEnvironment, type LaunchSurroundings } from './run/launcher'
import type { LifePace } from './run/life-signs'
import { Recovery } from './recovery'
import { Runs } from './runs'
import { settingsMethods } from './settings-methods'
import { StartChecks } from './start-checks'
import { startMethods } from './start-methods'
import { stateMethods } from './state-methods'
import { Preferences } from './store/preferences'
import { writableHome } from './store/private-folder'
import { StartGuard } from './store/start-guard'
import { freeMemory } from './usage/memory'
import { MemoryBook } from './usage/memory-book'
import { Terminals } from './terminals'
import { TrackingFiles } from './tracking'

/** Where the parts of the installation are. */
export interface DeckPaths extends ProgramStart {
  /** The demo's project, copied for each demo. */
  demoProject: string
}

/** What an engine is made with. */
export interface DeckOptions {
  /** The data folder. */
  home: string
  /** Which terminal host: the app's own, or one of a run without a window. */
  hostName: string
  paths: DeckPaths
  platform: NodeJS.Platform
  version: string
  log: (line: string) => void
  /** How closely agents are watched; see `LiveRunOptions`. */
  pace?: LifePace
  /** What the machine has free, in bytes, in the place of what the system says. */
  freeMemory?: () => Promise<number>
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
  openRuns(): Run[]
  /** The runs whose agents `closeAll` would end: the open ones, and those not taken up that live on the same terminal host. */
  runsAtStake(): Promise<Run[]>
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
  private readonly listeners = new Set<PushListener>()
  private readonly exports = new Exports()
  private readonly tracking = new TrackingFiles((view) => this.push('tracking', view))
  private guard: StartGuard | undefined
  private readonly runs: Runs
  private readonly inbox: Inbox
  private preferences!: Preferences
  private memory!: MemoryBook
  private projects!: Projects
  private readonly editors: ConfigEditors
  private readonly runsDir: string
  private binDir = ''
  private shell = ''
  private loginEnv!: LaunchSurroundings['loginEnv']
  private readonly hosting: Hosting
  private readonly recovery: Recovery
  private readonly terminals: Terminals
  private readonly handlers: Handlers

  constructor(private readonly options: DeckOptions) {
    const { home, platform, hostName, paths, log } = options
    this.runsDir = join(home, 'runs')
    this.runs = new Runs({
      pace: options.pace,
      memory: () => this.memory,
      runsDir: this.runsDir,
      origin: hostName === 'app' ? 'window' : 'command',
      demoProject: paths.demoProject,
      projects: () => this.projects,
      surroundings: () => this.surroundings(),
      tracking: this.tracking,
      written: (event) => this.push('run-event', event),
      notify: (notice) => this.notify(notice),
      sideRan: (ran) => this.push('side-ran', ran),
      log,
    })
    this.inbox = new Inbox({
      runOf: (agent) => this.runs.of(agent),
      isWaiting: (agent) => this.recovery.isWaiting(agent),
      refreshTeam: (live) => this.runs.refreshTeam(live),
      log,
    })
    this.editors = new ConfigEditors({
      home,
      follow: async (folder) => (await this.projects.open(folder)).dir,
      changed: (view) => this.push('config', view),
      accepted: async (run) => {
        const live = this.runs.live.get(run)
        if (live) await proposalDecided(live, true)
      },
      search: async () => ({ env: await this.knownEnv(), platform }),
      agreed: (dir, command) => this.projects.agreedTo(dir, command),
      gates: {
        env: () => gateEnvironment({ loginEnv: this.loginEnv, platform }),
        shell: () => this.shell,
        platform,
      },
    })
    this.hosting = new Hosting({
      dir: join(home, 'hosts', hostName),
      endsWithApp: hostName !== 'app',
      paths,
      live: () => this.runs.live.values(),
      post: (host, post) => this.inbox.take(host, post),
      spare: (session) => this.inbox.holding || this.recovery.isWaiting(session),
      lost: () => this.recovery.hostLost(),
      log,
    })
    this.recovery = new Recovery({
      runsDir: this.runsDir,
      hosting: this.hosting,
      inbox: this.inbox,
      live: this.runs.live,
      resume: (left) => this.runs.resume(left),
      changed: (waiting) => this.push('restorable', waiting),
      damageChanged: (damaged) => this.push('damaged', damaged),
      log,
    })
    this.terminals = new Terminals({ runs: this.runs, host: () => this.hosting.host() })
    this.handlers = this.makeHandlers()
  }

  async start(): Promise<void> {
    const { home, paths, platform, log } = this.options
    await writableHome(home)
    this.preferences = await Preferences.open(home, log)
    this.memory = await MemoryBook.open(home, log)
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

  openRuns(): Run[] {
    return this.runs.all().map((live) => live.run)
  }

  openTerminal(run: string, pane: string, handlers: TerminalHandlers<ViewerFrame>): TerminalChannel {
    return this.terminals.open(run, pane, handlers)
  }

  async runsAtStake(): Promise<Run[]> {
    const host = await this.hosting.ifThere()
    // A host that does not answer any more has nobody to lose.
    const living = await host?.list().catch(() => undefined)
    return [...this.openRuns(), ...(living ? this.recovery.living(living) : [])]
  }

  async closeAll(reason: 'quit' | 'command'): Promise<void> {
    await this.editors.close()
    await this.runs.closeAll(reason)
    await this.hosting.end()
    await this.guard?.end()
    this.projects.close()
    this.tracking.close()
  }

  async detach(): Promise<void> {
    // What comes from now on stays with the host, which keeps it for the next deck.
    this.inbox.hold()
    await this.editors.close()
    await Promise.all(this.runs.all().map((live) => live.leave()))
    const host = await this.hosting.ifThere()
    await host?.close()
    await this.guard?.end()
    this.projects.close()
    this.tracking.close()
  }

  // ---- surroundings ----

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
      deckCommand: [...paths.exec, join(paths.dist, 'cli.js')],
    }
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
      ...stateMethods({
        version: this.options.version,
        platform: this.options.platform,
        preferences: () => this.preferences,
        runs: this.runs,
        exports: this.exports,
        recovery: this.recovery,
        tracking: this.tracking,
        safeMode: () => this.guard?.safeMode ?? false,
        env: () => this.knownEnv(),
      }),
      ...projectMethods({
        projects: () => this.projects,
        preferences: () => this.preferences,
        recentsChanged: (recents) => this.push('recents', recents),
      }),
      ...this.editors.handlers,
      ...generateMethods({
        runs: this.runs,
        editors: this.editors,
        projects: () => this.projects,
        preferences: () => this.preferences,
      }),
      ...runMethods((id) => this.runs.get(id)),
      ...startMethods({
        runs: this.runs,
        checks: new StartChecks({
          runsDir: this.runsDir,
          runs: this.runs,
          projects: () => this.projects,
          memory: () => this.memory,
          freeMemory: () => this.options.freeMemory?.() ?? freeMemory(this.options.platform),
        }),
        recovery: this.recovery,
        exports: this.exports,
        usedCommand: async (command) => {
          this.push('settings', await this.preferences.change({ lastCommand: command }))
        },
      }),
      ...recordMethods({
        runs: this.runs,
        exports: this.exports,
        recovery: this.recovery,
        runsDir: this.runsDir,
        host: () => this.hosting.host(),
        tell: (event) => this.push('run-event', event),
      }),
      ...this.terminals.handlers,
      ...settingsMethods({
        preferences: () => this.preferences,
        changed: (settings) => this.push('settings', settings),
      }),
    }
  }

  /** Never waits for a slow shell: what the app was started with is good enough for a first list. */
  private knownEnv(): Promise<Record<string, string | undefined>> {
    return Promise.race([this.loginEnv, Promise.resolve(process.env)])
  }
}
