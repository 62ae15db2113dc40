/** One PTY with its mirror and its viewers. */
import { spawn as spawnPty, type IPty } from 'node-pty'
import type { Screen, TerminalTheme, ViewerFrame } from '#shared/contract/terminal'
import { Batcher } from './batcher'
import type { Clock } from './clock'
import { ExitDrain } from './exit-drain'
import type { FlowPool } from './flow'
import { FrameCutter } from './frame-cutter'
import { Mirror } from './mirror'
import { RESET_MODES, hiddenState } from './mirror-state'
import { closeWhenDrained } from './pty-drain'
import { PauseTokens } from './pause-tokens'
import { DEFAULT_SCROLLBACK } from './protocol'
import type { ExitStatus, SessionEvent, SessionInfo, Snapshot, SpawnSpec } from './protocol'
import { tailText, visibleLines } from './screen-text'
import { secretDigest } from './secrets'
import { Throttle } from './throttle'
import { Viewer } from './viewer'

/** The PTY is held while the mirror owes this much, in code units: about 7 ms of parsing. */
const MIRROR_HIGH = 512 * 1024
/** And goes on when it owes no more than this. */
const MIRROR_LOW = 128 * 1024
/** Shortest time between two `activity` events of a session, in milliseconds. */
const ACTIVITY_MS = 250

/** What a session takes from its host. */
export interface SessionContext {
  clock: Clock
  platform: NodeJS.Platform
  pool: FlowPool
  theme(): TerminalTheme
  event(event: SessionEvent): void
}

/** One session, from its start until it is forgotten. */
export class Session {
  readonly id: string
  readonly meta: string | undefined
  /** Digest of the token with which this session's agent may post. */
  readonly tokenDigest: Buffer
  readonly #context: SessionContext
  readonly #pty: IPty
  readonly #mirror: Mirror
  readonly #batcher: Batcher
  readonly #cutter: FrameCutter
  readonly #drain: ExitDrain
  readonly #pauses: PauseTokens
  readonly #activity: Throttle
  readonly #viewers = new Set<Viewer>()
  #told: () => void = () => undefined
  /** Resolves once the end was told. */
  readonly toldExit = new Promise<void>((resolve) => (this.#told = resolve))
  /** Position after what was offered to the viewers. */
  #offered = 0
  #lastOutputAt = Date.now()
  #inputChars = 0
  #cols: number
  #rows: number
  #ended: ExitStatus | undefined
  #exited: ExitStatus | undefined
  #disposed = false

  /** Starts the program; throws what the system says if it cannot. */
  constructor(spec: SpawnSpec, context: SessionContext) {
    const { clock, platform } = context
    this.id = spec.session
    this.meta = spec.meta
    this.tokenDigest = secretDigest(spec.token)
    this.#context = context
    this.#cols = spec.cols
    this.#rows = spec.rows
    this.#pty = spawnPty(spec.file, spec.args, {
      name: spec.env['TERM'] ?? 'xterm-256color',
      cols: spec.cols,
      rows: spec.rows,
      cwd: spec.cwd,
      env: spec.env,
    })
    closeWhenDrained(this.#pty, clock)
    this.#pauses = new PauseTokens(
      () => this.#pty.pause(),
      () => this.#pty.resume(),
    )
    this.#mirror = this.#createMirror(spec)
    this.#cutter = new FrameCutter(clock, (data) => this.#offer(data))
    this.#batcher = new Batcher(clock, (data) => this.#cutter.push(data))
    this.#activity = new Throttle(clock, ACTIVITY_MS, () =>
      context.event({ type: 'activity', session: this.id, outputBytes: this.#mirror.fed }),
    )
    this.#drain = new ExitDrain(clock, platform, () => void this.#finish())
    this.#pty.onData((data) => this.#output(data))
    this.#pty.onExit(({ exitCode, signal }) => {
      this.#ended = { code: exitCode, signal: signal === undefined || signal === 0 ? null : signal }
      this.#drain.exit()
    })
  }

  /** Process id of the program. */
  get pid(): number {
    return this.#pty.pid
  }

  /** Whether the program is still there. */
  get alive(): boolean {
    return this.#ended === undefined
  }

  /** What a list shows of this session. */
  get info(): SessionInfo {
    return {
      session: this.id,
      pid: this.pid,
      cols: this.#cols,
      rows: this.#rows,
      title: this.#mirror.title,
      ...(this.meta !== undefined && { meta: this.meta }),
      ...(this.#exited !== undefined && { exited: this.#exited }),
    }
  }

  /** Types into the program. */
  write(data: string): void {
    if (!this.alive) return
    this.#inputChars += data.length
    this.#pty.write(data)
  }

  /** Changes the size, if it is a change. */
  resize(cols: number, rows: number): void {
    if (!this.alive || (cols === this.#cols && rows === this.#rows)) return
    this.#flush()
    this.#cols = cols
    this.#rows = rows
    this.#mirror.resize(cols, rows)
    for (const viewer of this.#viewers) viewer.resize(cols, rows)
    try {
      this.#pty.resize(cols, rows)
    } catch {
      // The program ended just now; its exit follows.
    }
  }

  /** Shows this session to a viewer. */
  attach(send: (frame: ViewerFrame) => void): Viewer {
    const viewer = new Viewer(
      {
        fed: () => this.#mirror.fed,
        whenComplete: (callback) => this.#mirror.whenComplete(callback),
        snapshot: (full) => this.#mirror.snapshot(full),
        pending: () => this.#mirror.pending,
      },
      this.#context.clock,
      this.#context.pool,
      send,
    )
    this.#viewers.add(viewer)
    if (this.#exited !== undefined) viewer.finish(this.#exited)
    return viewer
  }

  /** Forgets a viewer. */
  detach(viewer: Viewer): void {
    viewer.close()
    this.#viewers.delete(viewer)
  }

  /** The visible screen, after everything received so far. */
  async screen(): Promise<Screen> {
    await this.#mirror.settled()
    const { terminal, modes, title } = this.#mirror
    const { cursorX, cursorY } = terminal.buffer.active
    return {
      cols: terminal.cols,
      rows: terminal.rows,
      cursor: { x: cursorX, y: cursorY, visible: hiddenState(terminal).cursorVisible },
      ...modes,
      title,
      lines: visibleLines(terminal),
      outputBytes: this.#mirror.fed,
      lastOutputAt: this.#lastOutputAt,
      inputBytes: this.#inputChars,
    }
  }

  /** The last lines as plain text. */
  async text(lines: number): Promise<string> {
    await this.#mirror.settled()
    return tailText(this.#mirror.terminal, lines)
  }

  /** The whole screen with scrollback. */
  async snapshot(): Promise<Snapshot> {
    await this.#mirror.settled()
    const { cols, rows, data, seq } = this.#mirror.snapshot(true)
    return { cols, rows, data, seq }
  }

  /** Frees everything; the program must have been ended before. */
  dispose(): void {
    this.#disposed = true
    for (const viewer of this.#viewers) viewer.close()
    this.#viewers.clear()
    this.#batcher.dispose()
    this.#cutter.dispose()
    this.#drain.dispose()
    this.#activity.dispose()
    this.#mirror.dispose()
  }

  #createMirror(spec: SpawnSpec): Mirror {
    const { clock, event } = this.#context
    const session = spec.session
    return new Mirror({
      cols: spec.cols,
      rows: spec.rows,
      scrollback: spec.scrollback ?? DEFAULT_SCROLLBACK,
      theme: () => this.#context.theme(),
      clock,
      events: {
        reply: (data) => this.#reply(data),
        programStatus: (status) => event({ type: 'programStatus', session, status }),
        title: (title) => event({ type: 'title', session, title }),
        bell: () => event({ type: 'bell', session }),
        modes: (modes) => event({ type: 'modes', session, ...modes }),
        parsed: () => this.#relieve(),
      },
    })
  }

  /** Answers of the terminal itself do not count as input. */
  #reply(data: string): void {
    if (this.alive) this.#pty.write(data)
  }

  #output(data: string): void {
    if (this.#disposed || this.#exited !== undefined) return
    this.#lastOutputAt = Date.now()
    this.#drain.data()
    this.#feed(data)
    this.#activity.hit()
  }

  #feed(data: string): void {
    this.#mirror.feed(data)
    this.#batcher.push(data)
    if (this.#mirror.backlog > MIRROR_HIGH) this.#pauses.hold('mirror')
  }

  #relieve(): void {
    if (this.#mirror.backlog <= MIRROR_LOW) this.#pauses.release('mirror')
  }

  #offer(data: string): void {
    this.#offered += data.length
    for (const viewer of this.#viewers) viewer.data(this.#offered, data)
  }

  #flush(): void {
    this.#batcher.flush()
    this.#cutter.flush()
  }

  /** The last output is here: show it, drop the program's modes, and only then tell. */
  async #finish(): Promise<void> {
    if (this.#disposed || this.#ended === undefined || this.#exited !== undefined) return
    this.#exited = this.#ended
    this.#feed(RESET_MODES)
    this.#flush()
    await this.#mirror.settled()
    if (this.#disposed) return
    for (const viewer of this.#viewers) viewer.finish(this.#exited)
    this.#activity.dispose()
    this.#context.event({ type: 'exit', session: this.id, ...this.#exited })
    this.#told()
  }
}
