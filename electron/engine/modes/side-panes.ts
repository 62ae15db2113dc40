import { Refused } from '#shared/contract/link'
import type { Push } from '#shared/contract/methods'
import type { ProgramStatus } from '#shared/contract/terminal'
import { WATCHER_KEYS, readRanMessage } from '#shared/contract/watcher'
import { messageOf } from '#shared/message-of'
import type { EventBody, SideCause } from '#shared/model/events'
import type { Run, Side, WorkspaceState } from '#shared/model/state'
import type { Observation } from '../agents/index'
import { launchOf, type Launch } from '../environment/launch-command'
import { signalName } from '../run/crew'
import { newId, type LaunchSurroundings, type Prepared } from '../run/launcher'
import type { HostEvents, SessionInfo } from '../terminal/host'
import { sideEnvironment } from './init-shell'
import { Preparation } from './preparation'
import { RanCommands } from './ran-commands'
import { reactionTo } from './reaction'
import { Rules } from './rules'
import { SideTerminals } from './side-terminals'

/** What the side panes of a run need of it. */
export interface SidePorts {
  run(): Run
  commit(bodies: EventBody[], options?: { durable?: boolean }): Promise<void>
  surroundings: LaunchSurroundings
  /** The run's folder in the deck's data folder. */
  runDir: string
  /** A watched command has run; most runs are no news, so that they are in no journal. */
  ran(ran: Push<'side-ran'>): void
  /** The run is being closed: nothing is started any more. */
  closing(): boolean
  broken(error: unknown): void
}

/**
 * The panes beside the agent of a workspace: plain terminals of the terminal host, which run what the config or a rule
 * gives them. A run without a workspace has none.
 */
export class SidePanes {
  private readonly terminals: SideTerminals
  private readonly ready: Preparation
  /** What is going on in each pane: one thing after the other. */
  private readonly turns = new Map<string, Promise<void>>()
  private readonly ran = new Map<string, RanCommands>()
  private rules: Rules | undefined

  constructor(private readonly ports: SidePorts) {
    this.terminals = new SideTerminals(ports.surroundings, ports.run)
    this.ready = new Preparation(ports, this.terminals)
  }

  /**
   * Starts every pane that has a command of its own, and in a run that is brought back also those that followed their agent
   * with something that runs again and again; resolves when all are on their way.
   */
  async open(): Promise<void> {
    const { workspace } = this
    if (!workspace) return
    // Why a workspace cannot be made ready is told by its agent, which cannot be started either.
    const failed = await this.preparation?.().then(
      () => false,
      () => true,
    )
    if (failed) return
    for (const { side, kind, command, every, running, because } of this.all()) {
      if (running || command === null) continue
      if (kind === 'fixed' || (kind === 'reactive' && every !== null))
        await this.start(side, command, every, because ?? undefined)
    }
  }

  /** The environment and folder of everything in the workspace; undefined when nothing makes one. */
  get preparation(): (() => Promise<Prepared>) | undefined {
    return this.ready.init ? () => this.ready.prepared() : undefined
  }

  /** Takes over the sessions that lived on without a deck. */
  async adopt(living: readonly SessionInfo[]): Promise<void> {
    const byId = new Map(living.map((info) => [info.session, info]))
    for (const side of this.all()) {
      if (side.session === null) continue
      const info = byId.get(side.session)
      if (info) this.terminals.sized(side.side, info)
      if (side.kind === 'init' && info && !info.exited) this.ready.adopt(info)
      if (!side.running || (info && !info.exited)) continue
      await this.ended(side, info?.exited?.code ?? null, signalName(info?.exited?.signal ?? null))
    }
  }

  /** What was seen of the run's agent may be a command that a rule waits for. */
  observed(agent: string, seen: Observation): void {
    if (!this.workspace || this.workspace.rules.length === 0) return
    const ran = this.ran.get(agent) ?? new RanCommands()
    this.ran.set(agent, ran)
    const command = ran.see(seen)
    if (command !== undefined) this.react(agent, command).catch((error: unknown) => this.ports.broken(error))
  }

  /** The session that a side pane shows. */
  sessionOf(side: string): string | undefined {
    return this.workspace?.sides[side]?.session ?? undefined
  }

  has(session: string): boolean {
    return this.find(session) !== undefined
  }

  input(side: string, data: string): void {
    const session = this.sessionOf(side)
    if (session) this.host.write(session, data)
  }

  resize(side: string, cols: number, rows: number): void {
    this.terminals.resize(side, this.sessionOf(side), cols, rows)
  }

  /** @throws Refused when nothing has run there yet. */
  async runAgain(id: string): Promise<void> {
    const side = this.side(id)
    if (side.command === null) throw new Refused('Nothing has run here yet. A rule fills this pane.')
    if (side.running && side.every !== null) {
      this.input(id, WATCHER_KEYS.now)
      return
    }
    await this.start(id, side.command, side.every, side.because ?? undefined)
  }

  /** @throws Refused when there is nothing that could rest. */
  async pause(id: string, paused: boolean): Promise<void> {
    const side = this.side(id)
    if (!side.running || side.every === null)
      throw new Refused('Only what runs again and again can be paused.')
    this.input(id, paused ? WATCHER_KEYS.rest : WATCHER_KEYS.goOn)
    await this.ports.commit([{ type: 'side-paused', side: id, paused }])
  }

  exited({ session, code, signal }: HostEvents['exit']): void {
    const side = this.find(session)
    if (side?.running)
      this.ended(side, code, signalName(signal)).catch((error: unknown) => this.ports.broken(error))
  }

  /** The terminal host is gone, and every session with it. */
  lost(): void {
    for (const side of this.all()) {
      if (side.session && side.running) this.exited({ session: side.session, code: 0, signal: 9 })
    }
    this.ready.lost()
  }

  /** The deck's own watcher tells how a run has ended, as programs tell their status. */
  programStatus(session: string, { msg }: ProgramStatus): void {
    const side = this.find(session)
    const code = readRanMessage(msg)
    if (!side?.running || side.every === null || code === undefined) return
    this.ports.ran({ run: this.ports.run().id, side: side.side, at: Date.now() })
    if (side.result?.code === code) return
    this.ports
      .commit([{ type: 'side-ran', side: side.side, session, code }], { durable: false })
      .catch((error: unknown) => this.ports.broken(error))
  }

  /** Ends every process. */
  async endAll(): Promise<void> {
    await Promise.allSettled(this.turns.values())
    const ends = this.all().map(async (side) => {
      if (side.session === null) return
      // A host that is gone has taken its sessions with it.
      await this.host.end(side.session).catch((error: unknown) => this.ports.broken(error))
      if (side.running) await this.ended(side, null, 'SIGHUP')
    })
    for (const result of await Promise.allSettled(ends)) {
      if (result.status === 'rejected') this.ports.broken(result.reason)
    }
    await this.ready.forget().catch((error: unknown) => this.ports.broken(error))
  }

  private get workspace(): WorkspaceState | null {
    return this.ports.run().workspace
  }

  private get host() {
    return this.ports.surroundings.host
  }

  private all(): Side[] {
    const { order = [], sides = {} } = this.workspace ?? {}
    return order.flatMap((id) => sides[id] ?? [])
  }

  private find(session: string): Side | undefined {
    return this.all().find((side) => side.session === session)
  }

  private side(id: string): Side {
    const side = this.workspace?.sides[id]
    if (!side || side.kind === 'init') throw new Refused('There is no such pane in this run.')
    return side
  }

  private ended(side: Side, code: number | null, signal: string | null): Promise<void> {
    if (side.session === null) return Promise.resolve()
    return this.ports.commit([{ type: 'side-ended', side: side.side, session: side.session, code, signal }])
  }

  /** Gives a command that matches a rule to a pane. */
  private async react(agent: string, command: string): Promise<void> {
    const { workspace } = this
    if (!workspace || this.ports.closing()) return
    this.rules ??= new Rules(workspace.rules)
    const { rule, endless } = this.rules.ask(command)
    if (endless.length > 0) {
      await this.ports.commit(
        endless.map(({ pattern }) => ({
          type: 'noted',
          level: 'warning',
          text: `The rule ${pattern} took too long on a command and is not used any more in this run. Simplify its pattern.`,
        })),
      )
    }
    const reaction = rule && this.workspace && reactionTo(this.workspace, command, rule)
    if (!reaction) return
    await this.start(reaction.side, reaction.command, reaction.every, { agent, pattern: rule.pattern })
  }

  /** Puts a new session into a pane, ending the one before it. It is written down before it is done. */
  private start(id: string, command: string, every: number | null, because?: SideCause): Promise<void> {
    const { commit, closing } = this.ports
    const before = this.workspace?.sides[id]?.session
    const session = newId('s')
    const written = commit([
      {
        type: 'side-started',
        side: id,
        session,
        command,
        ...(every === null ? {} : { every }),
        ...(because ? { because } : {}),
      },
    ])
    // It is waited for below, perhaps long after it has failed.
    written.catch(() => undefined)
    return this.inTurn(id, async () => {
      await written
      if (before) await this.host.end(before)
      // Another command may have been given to the pane meanwhile.
      if (closing() || this.sessionOf(id) !== session) return
      const failure = await this.spawn(id, session, command, every).catch(messageOf)
      // What came to the pane meanwhile has not failed.
      if (failure !== undefined && this.sessionOf(id) === session)
        await commit([{ type: 'side-start-failed', side: id, reason: failure }])
    })
  }

  /** @returns why it could not be started. */
  private async spawn(
    id: string,
    session: string,
    command: string,
    every: number | null,
  ): Promise<string | undefined> {
    const { surroundings } = this.ports
    const prepared = await this.preparation?.()
    const result = await this.terminals.spawn(id, {
      session,
      ...this.launch(command, every),
      env: {
        ...(await sideEnvironment(surroundings, prepared)),
        ...(every === null ? {} : surroundings.hookEnv),
      },
      cwd: prepared?.cwd ?? this.ports.run().directory,
    })
    return result.ok ? undefined : result.reason
  }

  private launch(command: string, every: number | null): Launch {
    const { surroundings } = this.ports
    if (every === null) return launchOf(command, surroundings)
    const [file = '', ...args] = surroundings.deckCommand
    return { file, args: [...args, 'watch', '--interval', String(every), command] }
  }

  private inTurn(id: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.turns.get(id) ?? Promise.resolve()).then(work, work)
    this.turns.set(
      id,
      turn.catch(() => undefined),
    )
    return turn
  }
}
