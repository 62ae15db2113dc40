import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { messageOf } from '#shared/message-of'
import { endTree } from '../../terminal-host/end-tree'
import type { Env } from '../environment/child-env'
import { launchOf } from '../environment/launch-command'

/** One run of a gate’s command. */
export interface GateRun {
  command: string
  cwd: string
  env: Env
  shell: string
  platform: NodeJS.Platform
  timeoutMs: number
  /** Ends it before its time: its run is being closed. */
  abort: AbortSignal
}

/** How it ended. */
export interface GateOutcome {
  /** Null when it was ended by a signal or could not be started. */
  code: number | null
  signal: NodeJS.Signals | null
  timedOut: boolean
  /** Why it could not be started. */
  failure: string | null
  /** Both streams as they came, the middle left out when it is long. */
  output: string
  /** Milliseconds. */
  took: number
}

/** Of each end of the output so much is kept, in characters; a failing test says why at one of them. */
const KEEP = 256 * 1024
/** From the hang-up to the kill when a gate takes too long, in milliseconds. */
const GRACE_MS = 2000

/** What a gate left in the background may hold its output open for so long; then it is ended too. In milliseconds. */
const LEFTOVERS_MS = 2000

/** Runs a gate's command to its end, or ends its whole process tree when its time is over. Never throws. */
export function runGate(gate: GateRun): Promise<GateOutcome> {
  const { platform, timeoutMs, abort } = gate
  const began = performance.now()
  const kept = new KeptOutput()
  return new Promise((resolve) => {
    let timedOut = false
    let ending: Promise<void> | undefined
    const timers: NodeJS.Timeout[] = []
    const finish = async (code: number | null, signal: NodeJS.Signals | null, failure: string | null) => {
      for (const timer of timers) clearTimeout(timer)
      abort.removeEventListener('abort', end)
      await ending
      const took = Math.round(performance.now() - began)
      resolve({ code, signal, timedOut, failure, output: kept.text(), took })
    }
    let child: GateProcess | undefined
    const end = (): void => {
      if (child?.pid !== undefined) ending ??= endTree(child.pid, GRACE_MS, platform)
    }
    try {
      child = start(gate)
    } catch (error) {
      // A command or an environment that the system cannot take at all, such as one with a NUL.
      void finish(null, null, messageOf(error))
      return
    }
    const { stdout, stderr } = child
    for (const stream of [stdout, stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (chunk: string) => kept.add(chunk))
    }
    timers.push(
      setTimeout(() => {
        timedOut = true
        end()
      }, timeoutMs),
    )
    abort.addEventListener('abort', end)
    if (abort.aborted) end()
    child.on('error', (error) => void finish(null, null, error.message))
    child.on('close', (code, signal) => void finish(code, signal, null))
    child.on('exit', () => {
      const leftovers = setTimeout(() => {
        end()
        // Whatever has made itself independent lives on, but nobody listens to it any more.
        void ending?.then(() => [stdout, stderr].map((stream) => stream.destroy()))
      }, LEFTOVERS_MS)
      timers.push(leftovers)
    })
  })
}

type GateProcess = ChildProcessByStdio<null, Readable, Readable>

/** A group of its own, so that nothing it starts is mistaken for the deck's. */
function start({ command, cwd, env, shell, platform }: GateRun): GateProcess {
  const { file, args } = launchOf(command, { shell, platform })
  return spawn(file, args, {
    cwd,
    env,
    detached: platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
}

/** The beginning and the end of an output of any length. */
class KeptOutput {
  private head = ''
  private tail = ''
  private dropped = 0

  add(chunk: string): void {
    const room = KEEP - this.head.length
    this.head += chunk.slice(0, Math.max(0, room))
    this.tail += chunk.slice(Math.max(0, room))
    // Cut now and then rather than at every chunk.
    if (this.tail.length > 2 * KEEP) {
      this.dropped += this.tail.length - KEEP
      this.tail = this.tail.slice(-KEEP)
    }
  }

  text(): string {
    const dropped = this.dropped + Math.max(0, this.tail.length - KEEP)
    const gap = dropped > 0 ? `\n[... ${dropped} characters left out ...]\n` : ''
    return this.head + gap + this.tail.slice(-KEEP)
  }
}
