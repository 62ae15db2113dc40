/** All sessions of a host. */
import { setTimeout as wait } from 'node:timers/promises'
import type { TerminalTheme } from '#shared/contract/terminal'
import { messageOf } from '#shared/message-of'
import { systemClock } from './clock'
import { endTree } from './end-tree'
import { FlowPool } from './flow'
import { launchProblem } from './launch-check'
import { descendants, readProcesses } from './process-table'
import type { ProcessInfo, SessionEvent, SessionInfo, SpawnResult, SpawnSpec } from './protocol'
import { Session } from './session'

/** Ended sessions kept for viewers; beyond it the oldest are forgotten. */
const MAX_ENDED = 64

/** How long the exit of a program that is gone is waited for before its session is forgotten, in milliseconds. */
const EXIT_WAIT_MS = 2000

const DARK: TerminalTheme = { foreground: '#e6e6e6', background: '#101214', cursor: '#e6e6e6', dark: true }

/** What the sessions' owner is told. */
export interface SessionsContext {
  platform: NodeJS.Platform
  event(event: SessionEvent): void
  /** A program was started. */
  started(spec: SpawnSpec): void
  /** A session was forgotten. */
  forgotten(session: string): void
}

/** One host's sessions, by id. */
export class Sessions {
  readonly #context: SessionsContext
  readonly #sessions = new Map<string, Session>()
  readonly #starting = new Set<string>()
  readonly #pool = new FlowPool()
  #theme = DARK

  constructor(context: SessionsContext) {
    this.#context = context
  }

  /** Programs that live or are being started. */
  get living(): number {
    return this.#starting.size + [...this.#sessions.values()].filter((session) => session.alive).length
  }

  /** The session, if it is known. */
  get(id: string): Session | undefined {
    return this.#sessions.get(id)
  }

  /** Starts a program; an ended session of the same name makes room. */
  async spawn(spec: SpawnSpec): Promise<SpawnResult> {
    const { platform } = this.#context
    if (this.#starting.has(spec.session) || this.#sessions.get(spec.session)?.alive === true)
      return { ok: false, reason: 'This agent is running already. End it before starting it again.' }
    this.#starting.add(spec.session)
    try {
      const problem = await launchProblem(spec, platform)
      if (problem !== undefined) return { ok: false, reason: problem }
      this.#drop(spec.session)
      const session = new Session(spec, {
        clock: systemClock,
        platform,
        pool: this.#pool,
        theme: () => this.#theme,
        event: (event) => this.#event(event),
      })
      this.#sessions.set(spec.session, session)
      this.#context.started(spec)
      return { ok: true, pid: session.pid }
    } catch (error) {
      const reason = messageOf(error)
      return { ok: false, reason: `“${spec.file}” could not be started: ${reason}.` }
    } finally {
      this.#starting.delete(spec.session)
    }
  }

  /** Ends a session's process tree and forgets it. */
  async end(id: string, graceMs: number): Promise<void> {
    const session = this.#sessions.get(id)
    if (session === undefined) return
    await endTree(session.pid, graceMs, this.#context.platform)
    await Promise.race([session.toldExit, wait(EXIT_WAIT_MS, undefined, { ref: false })])
    if (this.#sessions.get(id) === session) this.#drop(id)
  }

  /** Ends everything. */
  async endAll(graceMs: number): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.end(id, graceMs)))
  }

  /** A session's process tree. */
  async processes(id: string): Promise<ProcessInfo[]> {
    const session = this.#sessions.get(id)
    if (session === undefined || !session.alive) return []
    const table = await readProcesses(this.#context.platform)
    return descendants(table, new Set([session.pid])).map(
      ({ pid, ppid, name, rssBytes, cpuMs, stopped }) => ({
        pid,
        ppid,
        name,
        rssBytes,
        cpuMs,
        ...(stopped ? { stopped } : {}),
      }),
    )
  }

  /** All sessions, in order of their start. */
  list(): SessionInfo[] {
    return [...this.#sessions.values()].map((session) => session.info)
  }

  /** Colours for programs that ask. */
  setTheme(theme: TerminalTheme): void {
    this.#theme = theme
  }

  #event(event: SessionEvent): void {
    this.#context.event(event)
    if (event.type !== 'exit') return
    const ended = [...this.#sessions.values()].filter((session) => !session.alive)
    for (const session of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) this.#drop(session.id)
  }

  #drop(id: string): void {
    const session = this.#sessions.get(id)
    if (session === undefined) return
    this.#sessions.delete(id)
    session.dispose()
    this.#context.forgotten(id)
  }
}
