import { stripVTControlCharacters } from 'node:util'
import type { GateTry } from '#shared/contract/config-view'
import { Refused } from '#shared/contract/link'
import type { Env } from './environment/child-env'
import { runGate, type GateOutcome } from './gates/run-gate'

/** What gates that are tried by hand need of the deck. */
export interface GateSurroundings {
  /** As gates of a run have it. */
  env(): Promise<Env>
  shell(): string
  platform: NodeJS.Platform
}

/** A gate as the text in the editor has it now. */
export interface TriedGate {
  dir: string
  command: string
  timeoutMinutes: number
}

/** Gates that run at once: more would only slow each other down. */
const MOST_AT_ONCE = 4
/** Characters of the output's end that are shown. */
const SHOWN = 64 * 1024

/** Gates that a person tries while editing: run as a report's are, and ended with the editor or the deck. */
export class GateTries {
  private readonly running = new Map<
    string,
    { dir: string; ending: AbortController; done: Promise<unknown> }
  >()

  constructor(private readonly surroundings: GateSurroundings) {}

  /**
   * Runs the command to its end.
   * @param id by which it can be stopped; chosen by who asks
   * @throws Refused when too many run, or this one does.
   */
  async run(id: string, { dir, command, timeoutMinutes }: TriedGate): Promise<GateTry> {
    if (this.running.has(id)) throw new Refused('This check runs already. Stop it, or wait for its end.')
    if (this.running.size >= MOST_AT_ONCE)
      throw new Refused(`${MOST_AT_ONCE} checks run already. Stop one of them first.`)
    const ending = new AbortController()
    const { shell, platform, env } = this.surroundings
    const running = env().then((environment) =>
      runGate({
        command,
        cwd: dir,
        env: environment,
        shell: shell(),
        platform,
        timeoutMs: timeoutMinutes * 60_000,
        abort: ending.signal,
      }),
    )
    this.running.set(id, { dir, ending, done: running })
    try {
      return told(await running, ending.signal.aborted)
    } finally {
      this.running.delete(id)
    }
  }

  /** Ends one with its whole process tree; its `run` then answers. */
  stop(id: string): void {
    this.running.get(id)?.ending.abort()
  }

  /** Ends those of a folder, or all. Resolves when their processes are gone. */
  async end(dir?: string): Promise<void> {
    const ended = [...this.running.values()].filter((each) => dir === undefined || each.dir === dir)
    for (const { ending } of ended) ending.abort()
    await Promise.allSettled(ended.map((each) => each.done))
  }
}

function told({ code, signal, timedOut, failure, output, took }: GateOutcome, stopped: boolean): GateTry {
  const text = stripVTControlCharacters(output)
  return {
    kind: 'ended',
    how: stopped ? 'stopped' : timedOut ? 'timed-out' : code === 0 ? 'passed' : 'failed',
    code,
    reason: failure ?? (signal === null ? null : `ended by ${signal}`),
    took,
    output: text.slice(-SHOWN),
    cut: text.length > SHOWN,
  }
}
