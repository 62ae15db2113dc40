/**
 * A headless terminal that consumes everything a session prints. It is the truth about the screen, it answers the
 * program's queries, and snapshots for viewers are made from it.
 */
import { SerializeAddon } from '@xterm/addon-serialize'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import xterm from '@xterm/headless'
import type { Terminal } from '@xterm/headless'
import type { ProgramStatus, SnapshotFrame, TerminalTheme, ViewerModes } from '#shared/contract/terminal'
import type { Clock } from './clock'
import { MAX_HOLD_MS } from './frame-cutter'
import { modeSequences } from './mirror-state'
import { answerQueries } from './queries'
import { plainTitle } from './titles'

const FRAME_END = '\x1b[?2026l'

/** What a mirror tells its session. */
export interface MirrorEvents {
  /** An answer to the program's query. */
  reply(data: string): void
  programStatus(status: ProgramStatus): void
  title(title: string): void
  bell(): void
  modes(modes: ViewerModes): void
  /** Called after each parsed piece. */
  parsed(): void
}

/** Something fed to the mirror that it has not come to yet. */
export type PendingOperation =
  { kind: 'data'; seq: number; data: string } | { kind: 'resize'; cols: number; rows: number }

/** How to build a mirror. */
export interface MirrorOptions {
  cols: number
  rows: number
  /** Lines kept above the screen. */
  scrollback: number
  theme: () => TerminalTheme
  clock: Clock
  events: MirrorEvents
}

/** One session's mirror. */
export class Mirror {
  /** The terminal itself, for reading. */
  readonly terminal: Terminal
  readonly #serializer = new SerializeAddon()
  readonly #options: MirrorOptions
  readonly #pending: PendingOperation[] = []
  readonly #waiting = new Set<() => void>()
  #cancelWait: (() => void) | undefined
  #fed = 0
  #parsed = 0
  #title = ''
  #modes: ViewerModes = { alternate: false, bracketedPaste: false, mouse: false }

  constructor(options: MirrorOptions) {
    this.#options = options
    const { cols, rows, scrollback, events } = options
    this.terminal = new xterm.Terminal({
      cols,
      rows,
      scrollback,
      allowProposedApi: true,
      logLevel: 'off',
      windowOptions: { getWinSizeChars: true },
    })
    this.terminal.loadAddon(this.#serializer)
    this.terminal.loadAddon(new Unicode11Addon())
    this.terminal.unicode.activeVersion = '11'
    this.terminal.onData((data) => events.reply(data))
    this.terminal.onBell(() => events.bell())
    this.terminal.onTitleChange((raw) => {
      const title = plainTitle(raw)
      if (title === this.#title) return
      this.#title = title
      events.title(title)
    })
    answerQueries(this.terminal, {
      theme: options.theme,
      reply: events.reply,
      programStatus: events.programStatus,
    })
  }

  /** Position in the stream after everything fed. */
  get fed(): number {
    return this.#fed
  }

  /** Code units fed but not parsed yet. */
  get backlog(): number {
    return this.#fed - this.#parsed
  }

  /** The program's title, as plain text. */
  get title(): string {
    return this.#title
  }

  /** Modes that a viewer cannot see. */
  get modes(): ViewerModes {
    return {
      alternate: this.terminal.buffer.active.type === 'alternate',
      bracketedPaste: this.terminal.modes.bracketedPasteMode,
      mouse: this.terminal.modes.mouseTrackingMode !== 'none',
    }
  }

  /** What was fed and is not parsed yet, in order. */
  get pending(): readonly PendingOperation[] {
    return this.#pending
  }

  /** Takes output. */
  feed(data: string): void {
    // A piece of its own up to the end of the last frame gives a moment at which the screen is complete.
    const end = data.lastIndexOf(FRAME_END)
    const cut = end < 0 ? data.length : end + FRAME_END.length
    this.#write(data.slice(0, cut))
    if (cut < data.length) this.#write(data.slice(cut))
  }

  /** Takes a new size, in order with the output. */
  resize(cols: number, rows: number): void {
    this.#pending.push({ kind: 'resize', cols, rows })
    this.terminal.write('', () => {
      this.#pending.shift()
      this.terminal.resize(cols, rows)
      this.#afterParse()
    })
  }

  /** Resolves when everything fed so far is on the screen. */
  settled(): Promise<void> {
    if (this.#pending.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.terminal.write('', resolve))
  }

  /**
   * Calls back, perhaps at once, when the screen shows a complete frame: not inside synchronized output, unless that
   * lasts longer than 50 ms. The callback may read the mirror and `pending` as one consistent state.
   */
  whenComplete(callback: () => void): () => void {
    if (!this.terminal.modes.synchronizedOutputMode) {
      callback()
      return () => undefined
    }
    this.#waiting.add(callback)
    this.#cancelWait ??= this.#options.clock.after(MAX_HOLD_MS, () => this.#serveWaiting())
    return () => this.#waiting.delete(callback)
  }

  /** The screen as a frame for a viewer; see `SnapshotFrameSchema`. */
  snapshot(full: boolean): SnapshotFrame {
    const { cols, rows } = this.terminal
    const modes = modeSequences(this.terminal, this.#title)
    const cells = this.#serializer.serialize({ excludeModes: true, ...(!full && { scrollback: 0 }) })
    const repaint = '\x1b[?1049l\x1b[!p\x1b[?2026h\x1b[?1000l\x1b[?1006l\x1b[H\x1b[2J'
    const data = full ? `\x1bc${cells}${modes}` : `${repaint}${cells}${modes}\x1b[?2026l`
    return { type: 'snapshot', cols, rows, full, data, seq: this.#parsed, modes: this.modes }
  }

  /** Frees the terminal. */
  dispose(): void {
    this.#cancelWait?.()
    this.#waiting.clear()
    this.terminal.dispose()
  }

  #write(data: string): void {
    if (data === '') return
    this.#fed += data.length
    this.#pending.push({ kind: 'data', seq: this.#fed, data })
    this.terminal.write(data, () => {
      this.#pending.shift()
      this.#parsed += data.length
      this.#afterParse()
    })
  }

  #afterParse(): void {
    const modes = this.modes
    if (
      modes.alternate !== this.#modes.alternate ||
      modes.bracketedPaste !== this.#modes.bracketedPaste ||
      modes.mouse !== this.#modes.mouse
    ) {
      this.#modes = modes
      this.#options.events.modes(modes)
    }
    if (!this.terminal.modes.synchronizedOutputMode) this.#serveWaiting()
    this.#options.events.parsed()
  }

  #serveWaiting(): void {
    this.#cancelWait?.()
    this.#cancelWait = undefined
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const callback of waiting) callback()
  }
}
