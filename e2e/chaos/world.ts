import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { DISCOVERY_FILE, DiscoverySchema } from '../../electron/terminal-host/protocol'
import { stillThere } from '../support/processes'
import { Line } from './orders'

/** Names of the lead's workers; every other one gets a new agent for each task. */
const WORKERS = ['ada', 'bob', 'cleo', 'dan', 'eve']
const AGENT = join(import.meta.dirname, 'agent.mjs')

/** One thing that the lead is to delegate. */
export interface Wanted {
  label: string
  to: string[]
}

/** What the stub agents do wrong, as shares of 1; see agent.mjs. */
export interface Faults {
  workMs: number
  command: number
  killCommand: number
  /** Of the commands: so many find no socket, as in a sandbox. */
  blocked: number
  repeat: number
  fail: number
}

/** Folders of one seed, and everything that can be read of it from outside. */
export class World {
  readonly home: string
  readonly project: string
  readonly log: string
  readonly env: NodeJS.ProcessEnv

  private constructor(
    readonly root: string,
    seed: number,
    wanted: readonly Wanted[],
    faults: Faults,
    agentScript: string,
  ) {
    this.home = join(root, 'home')
    this.project = join(root, 'project')
    this.log = join(root, 'agents.jsonl')
    for (const folder of [this.home, this.project, join(root, 'bin')]) mkdirSync(folder, { mode: 0o700 })
    writeFileSync(this.log, '')
    writeFileSync(join(root, 'plan.json'), JSON.stringify(wanted))
    script(join(root, 'bin', 'claude'), `exec '${process.execPath}' '${agentScript}' "$@"`)
    // A shell without start-up files: they would put the machine's own programs before the stub.
    script(join(root, 'bin', 'shell'), 'for last; do :; done\nexec /bin/sh -c "$last"')
    writeFileSync(join(this.project, '.dot-agent-deck.toml'), teamOf())
    this.env = {
      ...process.env,
      PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`,
      SHELL: join(root, 'bin', 'shell'),
      CHAOS_LOG: this.log,
      CHAOS_PLAN: join(root, 'plan.json'),
      CHAOS_SEED: String(seed),
      CHAOS_FAULTS: JSON.stringify(faults),
    }
  }

  static async make(
    seed: number,
    wanted: readonly Wanted[],
    faults: Faults,
    agentScript = AGENT,
  ): Promise<World> {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'deck-chaos-')))
    return new World(root, seed, wanted, faults, agentScript)
  }

  journal(run: string): string {
    return join(this.home, 'runs', run, 'journal.jsonl')
  }

  /** What the stub agents have written; a last line that is being written is left out. */
  lines(): Line[] {
    const text = readFileSync(this.log, 'utf8')
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Line.parse(JSON.parse(line)))
  }

  async hostPid(): Promise<number | undefined> {
    return (await readDiscovery(join(this.home, 'hosts', 'app')))?.pid
  }

  /** Ends everything of the seed at once, when the suite itself is ended. */
  endNow(hosts: readonly number[]): void {
    for (const pid of new Set([...hosts, ...this.hostOnDisk(), ...this.lines().map((line) => line.pid)])) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
    rmSync(this.root, { recursive: true, force: true })
  }

  private hostOnDisk(): number[] {
    const file = join(this.home, 'hosts', 'app', DISCOVERY_FILE)
    return existsSync(file) ? [DiscoverySchema.parse(JSON.parse(readFileSync(file, 'utf8'))).pid] : []
  }

  /** Ends what is left of the seed's own processes, and removes its folders. Gives what had been left. */
  async remove(hosts: readonly number[], keep: boolean): Promise<number[]> {
    const left = await stillThere([...new Set([...hosts, ...this.lines().map((line) => line.pid)])])
    for (const pid of left) process.kill(pid, 'SIGKILL')
    if (!keep) rmSync(this.root, { recursive: true, force: true })
    return left
  }

  /** The next start of the app counts as its first: so that not every seed is spent in safe mode. */
  forgetStarts(): void {
    const file = join(this.home, 'starts.json')
    if (existsSync(file)) rmSync(file)
  }
}

/** The plan of a seed: so many tasks, now and then one text for two roles. */
export function planOf(
  tasks: number,
  chance: { happens(share: number): boolean; pick<T>(all: readonly T[]): T },
): Wanted[] {
  const wanted: Wanted[] = []
  for (let made = 0; made < tasks;) {
    const first = chance.pick(WORKERS)
    const second = chance.pick(WORKERS)
    const to = first !== second && made + 2 <= tasks && chance.happens(0.15) ? [first, second] : [first]
    wanted.push({ label: inLetters(wanted.length), to })
    made += to.length
  }
  return wanted
}

/** Labels differ in letters: tasks that differ in numbers alone are taken for the same finding. */
function inLetters(number: number): string {
  let text = ''
  for (let rest = number, at = 0; at < 3; at += 1, rest = Math.floor(rest / 26))
    text = String.fromCharCode(97 + (rest % 26)) + text
  return text
}

function script(file: string, body: string): void {
  writeFileSync(file, `#!/bin/sh\n${body}\n`)
  chmodSync(file, 0o755)
}

function teamOf(): string {
  const roles = ['lead', ...WORKERS].map((name, index) =>
    [
      '[[orchestrations.roles]]',
      `name = "${name}"`,
      `command = "env CHAOS_ROLE=${name} claude"`,
      ...(index === 0 ? ['start = true'] : []),
      `clear = ${index > 0 && index % 2 === 0}`,
    ].join('\n'),
  )
  return `[[orchestrations]]\nname = "team"\n\n${roles.join('\n\n')}\n`
}
