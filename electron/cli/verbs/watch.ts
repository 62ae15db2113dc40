import { spawn, type ChildProcess } from 'node:child_process'
import { WATCHER_KEYS, ranMessage } from '#shared/contract/watcher'
import { launchOf } from '../../engine/environment/launch-command'
import { type CliIo, UsageError, type Verb, exitCode, readArgs } from '../args'

/** Clears screen and scrollback, and goes to the top. */
const CLEAR = '\x1b[H\x1b[2J\x1b[3J'
const CTRL_C = '\x03'
/** Longest wait that a timer can be given, in seconds. */
const MAX_INTERVAL_S = 2_000_000
/** What a shell says of a command that it does not find; here of one that cannot be started at all. */
const NOT_STARTED = 127
/** What a shell says of a command that a signal has ended, roughly. */
const KILLED = 128
/** How long after a command's end its last output may take, in milliseconds. */
const OUTPUT_ENDS_MS = 300

/** `watch --interval N COMMAND`: runs it, waits, and runs it again, until it is interrupted. */
export const watch: Verb = async (args, io) => {
  const { values, positionals } = readArgs(args, { interval: { type: 'string' } }, 1)
  const [command] = positionals
  const seconds = Number(values.interval)
  if (!(seconds > 0 && seconds <= MAX_INTERVAL_S))
    throw new UsageError('Say with --interval after how many seconds it runs again.')
  if (command === undefined || command.trim() === '') throw new UsageError('Name the command to run.')
  return new Watcher(command, seconds * 1000, io).untilInterrupted()
}

class Watcher {
  private child: ChildProcess | undefined
  private resting = false
  private stopped = false
  /** Ends the wait for the next run. */
  private wake: () => void = () => undefined

  constructor(
    private readonly command: string,
    private readonly intervalMs: number,
    private readonly io: CliIo,
  ) {}

  async untilInterrupted(): Promise<number> {
    const offKeys = this.io.onKeys((keys) => [...keys].forEach((key) => this.pressed(key)))
    const offInterrupt = this.io.onInterrupt(() => this.stop())
    try {
      while (!this.stopped) {
        await this.run()
        await this.waited()
      }
    } finally {
      offKeys()
      offInterrupt()
    }
    return exitCode.interrupted
  }

  private pressed(key: string): void {
    if (key === CTRL_C) this.stop()
    else if (key === WATCHER_KEYS.rest) this.resting = true
    else if (key === WATCHER_KEYS.goOn) {
      this.resting = false
      this.wake()
    } else if (key === WATCHER_KEYS.now) this.wake()
  }

  private stop(): void {
    this.stopped = true
    this.child?.kill('SIGTERM')
    this.wake()
  }

  /** Resolves when the next run is due; while it rests, only when it is asked for. */
  private waited(): Promise<void> {
    if (this.stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!this.resting) this.wake()
      }, this.intervalMs)
      this.wake = () => {
        clearInterval(timer)
        this.wake = () => undefined
        resolve()
      }
    })
  }

  /** What the last run printed stays until this one prints something, or has ended without a word. */
  private async run(): Promise<void> {
    const { io } = this
    let silent = true
    const print = (text: string): void => {
      io.stdout(silent ? CLEAR + text : text)
      silent = false
    }
    const code = await this.ended(print)
    if (silent && !this.stopped) print('\x1b[2m(no output)\x1b[22m\r\n')
    if (io.env['TERM_PROGRAM'] === 'dot-agent-deck') io.stdout(report(code))
  }

  private ended(print: (text: string) => void): Promise<number> {
    const { env } = this.io
    const { file, args } = launchOf(this.command, { shell: env['SHELL'] ?? '', platform: process.platform })
    return new Promise((resolve) => {
      const child = spawn(file, args, {
        cwd: this.io.cwd,
        env: childEnv(this.io),
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      })
      this.child = child
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', print)
      child.on('error', (error) => {
        print(`${this.command}: ${error.message}\r\n`)
        resolve(NOT_STARTED)
      })
      // What it leaves in the background may hold its output open for ever.
      child.on('exit', (code) => setTimeout(resolve, this.stopped ? 0 : OUTPUT_ENDS_MS, code ?? KILLED))
      child.on('close', (code) => resolve(code ?? KILLED))
    })
  }
}

/** The command's output is a pipe: how wide the terminal is it has to be told. */
function childEnv({ env, size }: CliIo): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env
  const cells = size()
  return cells ? { ...rest, COLUMNS: String(cells.cols), LINES: String(cells.rows) } : rest
}

function report(code: number): string {
  const message = Buffer.from(ranMessage(code)).toString('base64')
  return `\x1b]7501;state=${code === 0 ? 'done' : 'error'}:app=dot-agent-deck:msg=${message}\x1b\\`
}
