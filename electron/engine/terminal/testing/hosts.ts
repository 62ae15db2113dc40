/** Throw-away terminal hosts for tests. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import xterm from '@xterm/headless'
import type { Terminal } from '@xterm/headless'
import { SerializeAddon } from '@xterm/addon-serialize'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import type { ViewerFrame } from '#shared/contract/terminal'
import { readProcesses } from '../../../terminal-host/process-table'
import type { SpawnSpec, TerminalHost } from '../host'
import { connectTerminalHost } from '../starter'

/** A token of the length that agents get. */
export const TOKEN = 'token-of-a-test-agent-0123456789'

/** A folder for one test's host; `connect` may be called again after the client was closed. */
export async function testHost(lingerMs = 2000) {
  const dir = await mkdtemp(join(tmpdir(), 'deck-host-'))
  const clients: TerminalHost[] = []
  return {
    dir,
    async connect(): Promise<TerminalHost> {
      const client = await connectTerminalHost({ dir, lingerMs })
      clients.push(client)
      return client
    },
    /** Ends the host, whoever is attached, and removes its folder. */
    async remove(): Promise<void> {
      for (const client of clients) await client.close()
      const last = await connectTerminalHost({ dir, lingerMs })
      const { pid } = last
      await last.shutdown()
      await until(async () => !(await processLives(pid)))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A spawn of `sh -c script`. */
export function shell(session: string, script: string, more: Partial<SpawnSpec> = {}): SpawnSpec {
  return {
    session,
    file: 'sh',
    args: ['-c', script],
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    cwd: tmpdir(),
    cols: 80,
    rows: 24,
    token: TOKEN,
    ...more,
  }
}

/** Waits for a condition that no event tells; fails after `ms`. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const deadline = Date.now() + ms
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not true within ${ms} ms: ${condition.toString()}`)
    await wait(10)
  }
}

/** Whether a process exists and is not merely waiting to be collected. */
export async function processLives(pid: number): Promise<boolean> {
  const entry = (await readProcesses(process.platform)).find((candidate) => candidate.pid === pid)
  return entry !== undefined && !entry.zombie
}

/** The next event of that name which fits. */
export function next<Name extends Parameters<TerminalHost['on']>[0]>(
  host: TerminalHost,
  name: Name,
  session?: string,
): Promise<unknown> {
  return new Promise((resolve) => {
    const off = host.on(name, (event) => {
      if (session !== undefined && 'session' in event && event.session !== session) return
      off()
      resolve(event)
    })
  })
}

/** A viewer that draws with a terminal of its own, as the window does. `slowMs` delays each parse. */
export class DrawingViewer {
  readonly frames: ViewerFrame[] = []
  readonly terminal: Terminal = new xterm.Terminal({
    cols: 80,
    rows: 24,
    scrollback: 5000,
    allowProposedApi: true,
  })
  readonly #serializer = new SerializeAddon()
  readonly #ack: { send?: (chars: number) => void } = {}
  readonly #slowMs: number
  #queue: Promise<void> = Promise.resolve()
  #parsed = 0
  exited = false

  constructor(slowMs = 0) {
    this.#slowMs = slowMs
    this.terminal.loadAddon(this.#serializer)
    this.terminal.loadAddon(new Unicode11Addon())
    this.terminal.unicode.activeVersion = '11'
  }

  /** Attaches to a session. */
  attach(host: TerminalHost, session: string): this {
    const viewer = host.attach(session, 'test', (frame) => {
      this.frames.push(frame)
      this.#queue = this.#queue.then(() => this.#draw(frame))
    })
    this.#ack.send = (chars) => viewer.ack(chars)
    return this
  }

  /** Everything received is drawn. */
  drawn(): Promise<void> {
    return this.#queue
  }

  /** What the terminal shows, with colours and scrollback. */
  content(): string {
    return this.#serializer.serialize({ excludeModes: true })
  }

  async #draw(frame: ViewerFrame): Promise<void> {
    if (this.#slowMs > 0) await wait(this.#slowMs)
    if (frame.type === 'exit') this.exited = true
    if (frame.type === 'resize' || frame.type === 'snapshot') this.terminal.resize(frame.cols, frame.rows)
    if (frame.type !== 'data' && frame.type !== 'snapshot') return
    await new Promise<void>((resolve) => this.terminal.write(frame.data, resolve))
    this.#parsed += frame.data.length
    this.#ack.send?.(this.#parsed)
  }
}
