import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '#shared/message-of'
import type { ProgramStart } from './command-folder'
import type { LiveRun } from './run/live-run'
import { privateFolder } from './store/private-folder'
import type { Post, TerminalHost } from './terminal/host'
import { attachToRunning, connectTerminalHost } from './terminal/starter'

/** What the terminal host's events are joined to. */
export interface HostingPorts {
  /** The folder of this deck's terminal host. */
  dir: string
  /** Its agents end with this process: no later deck would attach to them. */
  endsWithApp: boolean
  paths: ProgramStart
  /** The open runs. */
  live(): Iterable<LiveRun>
  /** A message of an agent's command. */
  post(host: TerminalHost, post: Post): Promise<void>
  /** Whether a session that no open run knows is to be left alone all the same. */
  spare(session: string): boolean
  /** The host is gone, and its agents with it. */
  lost(): Promise<void>
  log(line: string): void
}

/** The deck's terminal host: started when it is first needed, replaced when it is lost, its events joined to the runs. */
export class Hosting {
  private connecting: Promise<TerminalHost> | undefined
  private joinedLast: TerminalHost | undefined

  constructor(private readonly ports: HostingPorts) {}

  /** The host that was joined last. */
  get current(): TerminalHost {
    if (!this.joinedLast) throw new Error('No terminal host has been joined yet')
    return this.joinedLast
  }

  /** The living host; starts one if there is none. */
  host(): Promise<TerminalHost> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined
      throw error
    })
    return this.connecting
  }

  /** The host, if one is connected or on its way. */
  async ifThere(): Promise<TerminalHost | undefined> {
    return this.connecting?.catch(() => undefined)
  }

  /** Attaches to a host that an earlier deck left, if one lives. */
  async attach(): Promise<TerminalHost | undefined> {
    const running = await attachToRunning(this.ports.dir).catch((error: unknown) => {
      this.ports.log(messageOf(error))
      return undefined
    })
    if (running) this.connecting = Promise.resolve(this.join(running))
    return running
  }

  /** Ends every agent, then the host. One that nobody attaches to again leaves no folder behind. */
  async end(): Promise<void> {
    const host = await this.ifThere()
    await host?.shutdown()
    const { dir, endsWithApp } = this.ports
    if (host && endsWithApp) await rm(dir, { recursive: true, force: true }).catch(() => undefined)
  }

  private async connect(): Promise<TerminalHost> {
    const { dir, endsWithApp, paths } = this.ports
    const host = await connectTerminalHost({
      dir: await privateFolder(dir),
      endsWithApp,
      entry: join(paths.dist, 'terminal-host.js'),
      ...(paths.exec[0] ? { execPath: paths.exec[0] } : {}),
    })
    return this.join(host)
  }

  private join(host: TerminalHost): TerminalHost {
    this.joinedLast = host
    const session = (id: string) => this.runOf(id)?.crew.sessions.get(id)
    const failed = (error: unknown): void => this.ports.log(messageOf(error))
    host.on('exit', (exit) => this.runOf(exit.session)?.exited(exit))
    host.on('activity', ({ session: id }) => {
      session(id)?.activity()
      this.endStray(host, id).catch(failed)
    })
    host.on('modes', ({ session: id }) => session(id)?.activity())
    host.on('title', ({ session: id, title }) => session(id)?.title(title))
    host.on('programStatus', ({ session: id, status }) => {
      session(id)?.programStatus(status)
      this.runOf(id)?.sides.programStatus(id, status)
    })
    host.on('post', (post) => void this.ports.post(host, post).catch(failed))
    host.on('lost', ({ reason }) => {
      this.connecting = undefined
      this.ports.log(`The terminal host is gone: ${reason}`)
      this.ports.lost().catch(failed)
    })
    return host
  }

  private runOf(session: string): LiveRun | undefined {
    return [...this.ports.live()].find((live) => live.owns(session))
  }

  /** An agent that was being started when its deck died belongs to nobody: its task has gone to another. */
  private async endStray(host: TerminalHost, session: string): Promise<void> {
    if (!this.runOf(session) && !this.ports.spare(session)) await host.end(session)
  }
}
