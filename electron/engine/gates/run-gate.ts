import { spawn } from 'node:child_process'
import { endTree } from '../../terminal-host/end-tree'
import type { Env } from '../environment/child-env'
import { launchOf } from '../environment/launch-command'

export interface GateRun {
  command: string
  cwd: string
  env: Env
  shell: string
  platform: NodeJS.Platform
  timeoutMs: number
}

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

/** Runs a gate's command to its end, or ends its whole process tree when its time is over. Never throws. */
export function runGate({ command, cwd, env, shell, platform, timeoutMs }: GateRun): Promise<GateOutcome> {
  const began = performance.now()
  const kept = new KeptOutput()
  const { file, args } = launchOf(command, { shell, platform })
  return new Promise((resolve) => {
    // A group of its own, so that nothing it starts is mistaken for the deck's.
    const child = spawn(file, args, {
      cwd,
      env,
      detached: platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let timedOut = false
    let ended: Promise<void> = Promise.resolve()
    const timer = setTimeout(() => {
      timedOut = true
      if (child.pid !== undefined) ended = endTree(child.pid, GRACE_MS, platform)
    }, timeoutMs)
    const finish = (code: number | null, signal: NodeJS.Signals | null, failure: string | null): void => {
      clearTimeout(timer)
      void ended.then(() =>
        resolve({
          code,
          signal,
          timedOut,
          failure,
          output: kept.text(),
          took: Math.round(performance.now() - began),
        }),
      )
    }
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (chunk: string) => kept.add(chunk))
    }
    child.on('error', (error) => finish(null, null, error.message))
    child.on('close', (code, signal) => finish(code, signal, null))
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
