/**
 * Ends a process tree: hang-up first, kill after a grace time.
 *
 * Hang-up rather than terminate, because interactive shells ignore the latter. Processes are followed by parent, so that
 * one which made a session of its own is found too, by session where the system tells it, so that those left behind by a
 * dead root are found, and remembered, so that they are still known when their parent has gone.
 */
import { execFile } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { descendants, readProcesses, type ProcessEntry } from './process-table'

/** Time between looks at what is left, in milliseconds, and between questions whether what was left is still there. */
const LOOK_MS = 25
const ASK_MS = 5
/** How long killed processes are waited for, in milliseconds; one in uninterruptible sleep may take longer. */
const KILL_WAIT_MS = 5000

/** Ends `root` and all its descendants. Resolves when all are gone. */
export async function endTree(root: number, graceMs: number, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') {
    // There are no signals: the tree is ended by the system's own tool, at once.
    await promisify(execFile)('taskkill.exe', ['/T', '/F', '/PID', String(root)]).catch(() => undefined)
    return
  }
  const tree = new Tree(root, platform)
  await tree.look()
  // Only once, and only those there are now: what they start in order to clean up may finish within the grace time.
  for (const entry of tree.alive) signal(entry.pid, 'SIGHUP')
  const graceEnd = Date.now() + graceMs
  while (tree.alive.length > 0 && Date.now() < graceEnd) {
    await waitFor(tree)
    await tree.look()
  }
  const killEnd = Date.now() + KILL_WAIT_MS
  while (tree.alive.length > 0 && Date.now() < killEnd) {
    for (const entry of tree.alive) signal(entry.pid, 'SIGKILL')
    await waitFor(tree)
    await tree.look()
  }
}

/** Waits until the next look, or until none of those that lived at the last one is there. */
async function waitFor(tree: Tree): Promise<void> {
  const end = Date.now() + LOOK_MS
  do await wait(ASK_MS)
  while (Date.now() < end && tree.alive.some(({ pid }) => exists(pid)))
}

/** A process tree as it was ever seen. */
class Tree {
  readonly #known = new Map<number, string>()
  readonly #root: number
  readonly #platform: NodeJS.Platform
  /** Members that live. */
  alive: ProcessEntry[] = []

  constructor(root: number, platform: NodeJS.Platform) {
    this.#root = root
    this.#platform = platform
  }

  async look(): Promise<void> {
    const table = await readProcesses(this.#platform)
    const first = this.#known.size === 0
    const isRoot = (entry: ProcessEntry): boolean =>
      entry.sid === this.#root ||
      (first ? entry.pid === this.#root : this.#known.get(entry.pid) === entry.birth)
    const roots = new Set(table.filter(isRoot).map((entry) => entry.pid))
    this.alive = descendants(table, roots).filter((entry) => !entry.zombie)
    for (const entry of this.alive) this.#known.set(entry.pid, entry.birth)
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It is there, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has gone in the meantime.
  }
}
