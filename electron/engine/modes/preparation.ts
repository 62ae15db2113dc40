import type { EventBody } from '#shared/model/events'
import type { Run, Side, WorkspaceState } from '#shared/model/state'
import { newId, type LaunchSurroundings, type Prepared } from '../run/launcher'
import type { SessionInfo } from '../terminal/host'
import { forgetEnvironment, prepareBy, sideEnvironment, type InitSession } from './init-shell'
import type { SideTerminals } from './side-terminals'

/** What getting a workspace ready needs of its run. */
export interface PreparationPorts {
  run(): Run
  commit(bodies: EventBody[]): Promise<void>
  surroundings: LaunchSurroundings
  /** The run's folder in the deck's data folder. */
  runDir: string
  closing(): boolean
}

/** Makes a workspace ready once, by its `init_command` in a side pane of its own. */
export class Preparation {
  private preparing: Promise<Prepared> | undefined
  private initPid: number | undefined

  constructor(
    private readonly ports: PreparationPorts,
    private readonly terminals: SideTerminals,
  ) {}

  /** The pane in which the workspace is made ready; undefined when nothing makes one. */
  get init(): Side | undefined {
    return Object.values(this.workspace?.sides ?? {}).find((side) => side.kind === 'init')
  }

  /** The environment and folder of everything in the workspace. */
  prepared(): Promise<Prepared> {
    this.preparing ??= this.prepare().catch((error: unknown) => {
      this.preparing = undefined
      throw error
    })
    return this.preparing
  }

  /** Its shell lived on without a deck. */
  adopt({ pid }: SessionInfo): void {
    this.initPid = pid
  }

  /** The terminal host is gone, and its shell with it. */
  lost(): void {
    this.preparing = undefined
    this.initPid = undefined
  }

  /** Leaves nothing of the environment on disk. */
  async forget(): Promise<void> {
    if (this.init) await forgetEnvironment(this.ports.runDir)
  }

  private get workspace(): WorkspaceState | null {
    return this.ports.run().workspace
  }

  private async prepare(): Promise<Prepared> {
    const { ports, init } = this
    if (!init?.command) throw new Error('This workspace has nothing that makes it ready.')
    const { side, command } = init
    const prepared = await prepareBy({
      surroundings: ports.surroundings,
      runDir: ports.runDir,
      command,
      session: () => this.initSession(side, command),
      gone: (session) => ports.closing() || this.init?.session !== session || !this.init.running,
    })
    if (!this.workspace?.ready) await ports.commit([{ type: 'workspace-ready' }])
    return prepared
  }

  /** The shell that made the workspace ready lives on; one that was about to may have been typed into or not. */
  private async initSession(side: string, command: string): Promise<InitSession> {
    const { ports, initPid, init } = this
    if (init?.session && init.running && this.workspace?.ready && initPid !== undefined)
      return { session: init.session, pid: initPid, typed: true }
    const session = newId('s')
    await ports.commit([{ type: 'side-started', side, session, command }])
    const { shell, platform, host } = ports.surroundings
    if (init?.session) await host.end(init.session)
    const result = await this.terminals.spawn(side, {
      session,
      file: platform === 'win32' ? 'cmd.exe' : shell || '/bin/sh',
      args: [],
      env: await sideEnvironment(ports.surroundings, undefined),
      cwd: ports.run().directory,
    })
    if (!result.ok) {
      await ports.commit([{ type: 'side-start-failed', side, reason: result.reason }])
      throw new Error(`${command}: no shell could be started for it. ${result.reason}`)
    }
    this.initPid = result.pid
    return { session, pid: result.pid, typed: false }
  }
}
