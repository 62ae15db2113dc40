import { readFileSync } from 'node:fs'
import xterm from '@xterm/headless'
import { spawn } from 'node-pty'
import type { Observation } from '../../electron/engine/agents/adapter'
import type { Screen, ScreenLine } from '../../electron/engine/terminal/host'
import { parseProgramStatus } from '../../electron/terminal-host/program-status'

/** How a program is started in a test's terminal. */
export interface PaneOptions {
  file: string
  args: string[]
  cwd: string
  env: Record<string, string>
  cols?: number
  rows?: number
  /** Called with each OSC 7501 report and title. */
  observe?: (seen: Observation) => void
}

/** One real program in a terminal without a window. */
export interface Pane {
  readonly pid: number
  write(data: string): void
  screen(): Promise<Screen>
  /** Resolves once the screen fits; rejects with the last screen after `timeoutMs`. */
  waitFor(what: string, fits: (screen: Screen) => boolean, timeoutMs?: number): Promise<Screen>
  readonly exited: Promise<{ code: number; signal: number | undefined }>
  /** Hangs up, and kills what is left after a second. Resolves when the program is gone. */
  end(): Promise<void>
}

/** Milliseconds without output after which a program counts as gone quiet between two looks at its screen. */
const LOOK_AGAIN_MS = 50

/** Starts a program in a terminal that answers its queries as the deck's own does. */
export function openPane(options: PaneOptions): Pane {
  const { cols = 110, rows = 36 } = options
  const terminal = new xterm.Terminal({ cols, rows, scrollback: 1_000, allowProposedApi: true })
  const pty = spawn(options.file, options.args, {
    cols,
    rows,
    cwd: options.cwd,
    env: options.env,
    name: 'xterm-256color',
  })
  let title = ''
  let cursorVisible = true
  let outputBytes = 0
  let inputBytes = 0
  let lastOutputAt = Date.now()
  let gone = false
  const changed = new Set<() => void>()
  const wake = (): void => {
    for (const each of [...changed]) each()
  }

  const write = (data: string): void => {
    inputBytes += data.length
    if (!gone) pty.write(data)
  }
  terminal.onData((data) => pty.write(data))
  terminal.onTitleChange((text) => {
    title = text
    options.observe?.({ source: 'title', title })
  })
  terminal.parser.registerOscHandler(7501, (data) => {
    if (data === '?') pty.write('\u001b]7501;?\u001b\\')
    const report = data === '?' ? undefined : parseProgramStatus(data)
    if (report) {
      const { state, kind, msg, id } = report
      options.observe?.({
        source: 'osc7501',
        state,
        ...(kind === undefined ? {} : { kind }),
        ...(msg === undefined ? {} : { msg }),
        ...(id === undefined ? {} : { id }),
      })
    }
    return true
  })
  for (const final of ['h', 'l']) {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (parameters) => {
      if (parameters.includes(25)) cursorVisible = final === 'h'
      return false
    })
  }
  pty.onData((data) => {
    outputBytes += data.length
    lastOutputAt = Date.now()
    terminal.write(data, wake)
  })
  const exited = new Promise<{ code: number; signal: number | undefined }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      gone = true
      options.observe?.({
        source: 'process',
        kind: 'exit',
        code: exitCode,
        signal: signal ? String(signal) : undefined,
      })
      resolve({ code: exitCode, signal })
      wake()
    })
  })

  const screen = async (): Promise<Screen> => {
    await new Promise<void>((resolve) => terminal.write('', resolve))
    const buffer = terminal.buffer.active
    const lines = Array.from({ length: rows }, (_, row) => readLine(terminal, buffer.baseY + row))
    return {
      cols,
      rows,
      cursor: { x: buffer.cursorX, y: buffer.cursorY, visible: cursorVisible },
      alternate: buffer.type === 'alternate',
      bracketedPaste: terminal.modes.bracketedPasteMode,
      mouse: terminal.modes.mouseTrackingMode !== 'none',
      title,
      lines,
      outputBytes,
      lastOutputAt,
      inputBytes,
    }
  }

  const waitFor: Pane['waitFor'] = async (what, fits, timeoutMs = 20_000) => {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const seen = await screen()
      if (fits(seen)) return seen
      if (gone || Date.now() > deadline) {
        const text = seen.lines.map((line) => `|${line.text.trimEnd()}`).join('\n')
        throw new Error(
          `${gone ? 'The program ended' : `Waited ${timeoutMs} ms`} without: ${what}. Screen:\n${text}`,
        )
      }
      await nextChange(changed)
    }
  }

  const end = async (): Promise<void> => {
    if (gone) return
    const family = [pty.pid, ...descendants(pty.pid)]
    pty.kill('SIGHUP')
    const timer = setTimeout(() => pty.kill('SIGKILL'), 1_000)
    await exited
    clearTimeout(timer)
    for (const pid of family) killQuietly(pid)
  }
  return { pid: pty.pid, write, screen, waitFor, exited, end }
}

/** Resolves at the next output, or soon after, since quiet itself can be what is waited for. */
function nextChange(changed: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      changed.delete(done)
      resolve()
    }
    const timer = setTimeout(done, LOOK_AGAIN_MS)
    changed.add(done)
  })
}

function readLine(terminal: InstanceType<typeof xterm.Terminal>, row: number): ScreenLine {
  const line = terminal.buffer.active.getLine(row)
  const result: ScreenLine = { text: line?.translateToString(true) ?? '', dim: [], inverse: [] }
  if (!line) return result
  for (let column = 0; column < line.length; column += 1) {
    const cell = line.getCell(column)
    if (cell?.isDim()) extend(result.dim, column)
    if (cell?.isInverse()) extend(result.inverse, column)
  }
  return result
}

function extend(ranges: Array<[number, number]>, column: number): void {
  const last = ranges.at(-1)
  if (last && last[1] === column) last[1] = column + 1
  else ranges.push([column, column + 1])
}

/** Children of a process and theirs, from /proc; none where there is no /proc. */
function descendants(pid: number): number[] {
  try {
    const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/)
    return listed
      .filter((word) => word !== '')
      .flatMap((word) => [Number(word), ...descendants(Number(word))])
  } catch {
    return []
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It had ended by itself.
  }
}
