import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { RunEvent } from '#shared/model/events'
import type { Notice } from '#shared/contract/views'
import { createDeck, type Deck } from '../../electron/engine/deck'
import type { LifePace } from '../../electron/engine/run/life-signs'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { stillThere } from './processes'
import { TestRun } from './run'
import { stubCommand, teamToml, type StubRole } from './stubs'

const ROOT = join(import.meta.dirname, '..', '..')
const DIST = join(ROOT, 'dist')
/** The only bundles that a deck without a window starts. */
const NEEDED = ['terminal-host.js', 'cli.js', 'hook.js']

const run = promisify(execFile)

/** A real deck in folders of its own: real terminal host, real command, real journal. */
export class TestDeck {
  deck: Deck
  readonly notices: Notice[] = []
  readonly lines: string[] = []
  private readonly events = new Map<string, RunEvent[]>()
  private readonly followers = new Map<string, (event: RunEvent) => void>()
  private readonly runs: TestRun[] = []
  private host: number | undefined
  private teams = 0
  /** Where the stubs of the last written config write. */
  private teamLogs = ''

  private constructor(
    /** Everything of this deck is inside. */
    readonly root: string,
    readonly home: string,
    readonly project: string,
    readonly logs: string,
    private readonly pace: LifePace | undefined,
  ) {
    this.deck = this.create()
  }

  /**
   * Makes the folders, a git repository, and starts the deck.
   * @param pace how closely agents are watched, for a test that cannot wait for minutes.
   */
  static async open(pace?: LifePace): Promise<TestDeck> {
    const missing = NEEDED.filter((file) => !existsSync(join(DIST, file)))
    if (missing.length > 0) throw new Error(`dist/ lacks ${missing.join(', ')}. Run: npm run build`)
    const root = await realpath(await mkdtemp(join(tmpdir(), 'deck-e2e-')))
    const folder = (name: string) => {
      mkdirSync(join(root, name), { mode: 0o700 })
      return join(root, name)
    }
    const test = new TestDeck(root, folder('home'), folder('project'), folder('logs'), pace)
    await run('git', ['init', '-q', '-b', 'main'], { cwd: test.project })
    await test.deck.start()
    return test
  }

  /** Writes the config of one team of stubs. `lines` are further lines of the orchestration's table. */
  async writeTeam(roles: readonly StubRole[], name = 'team', lines: readonly string[] = []): Promise<void> {
    this.teamLogs = join(this.logs, `team-${++this.teams}`)
    mkdirSync(this.teamLogs)
    await this.writeConfig(teamToml(name, roles, (role) => join(this.teamLogs, `${role}.jsonl`), lines))
  }

  /** Writes a config as it is, but for its commands: in place of `claude` each role gets a stub. */
  async writeWithStubs(toml: string): Promise<void> {
    this.teamLogs = join(this.logs, `team-${++this.teams}`)
    mkdirSync(this.teamLogs)
    await this.writeConfig(
      toml.replace(/^name = "(.*)"\ncommand = "claude"$/gm, (_, name: string) => {
        const command = stubCommand({ name }, join(this.teamLogs, `${name}.jsonl`))
        return `name = "${name}"\ncommand = ${JSON.stringify(command)}`
      }),
    )
  }

  /** The command of a stub that belongs to no team. */
  stub(name: string, flags = ''): string {
    this.teamLogs = join(this.logs, `team-${++this.teams}`)
    mkdirSync(this.teamLogs)
    return stubCommand({ name, flags }, join(this.teamLogs, `${name}.jsonl`))
  }

  writeConfig(text: string): Promise<void> {
    return writeFile(join(this.project, '.dot-agent-deck.toml'), text)
  }

  readConfig(): Promise<string> {
    return readFile(join(this.project, '.dot-agent-deck.toml'), 'utf8')
  }

  /** The person opens the folder, agrees to its commands and starts the team. */
  async startTeam(name = 'team', dir = this.project): Promise<TestRun> {
    await this.agree(dir)
    const { run: id } = await this.deck.handle('run.start', { dir, orchestration: name })
    return this.follow(id)
  }

  /** A team of a `lead` and these workers at work in the project, each agent idle. `lines` as `writeTeam` has them. */
  async readyTeam(workers: readonly StubRole[], lines: readonly string[] = []): Promise<TestRun> {
    await this.writeTeam([{ name: 'lead', start: true }, ...workers], 'team', lines)
    const test = await this.startTeam()
    await test.ready('lead', ...workers.map(({ name }) => name))
    return test
  }

  /** Commits a file of the project, under a name that later commits there have too. */
  async commit(file: string, text: string): Promise<void> {
    const git = (...args: string[]) => run('git', args, { cwd: this.project })
    await git('config', 'user.name', 'Test team')
    await git('config', 'user.email', 'team@localhost')
    await writeFile(join(this.project, file), text)
    await git('add', file)
    await git('commit', '-q', '-m', 'Start')
  }

  async agree(dir = this.project): Promise<void> {
    const view = await this.deck.handle('project.open', { dir })
    if (view.consent) await this.deck.handle('project.consent', { dir, key: view.consent.key })
  }

  /** A folder elsewhere with the same name and the same config. */
  async namesake(): Promise<string> {
    const dir = join(this.root, 'elsewhere', basename(this.project))
    mkdirSync(dir, { recursive: true })
    await writeFile(join(dir, '.dot-agent-deck.toml'), await this.readConfig())
    return dir
  }

  /** Follows a run from its first event. */
  follow(id: string): TestRun {
    const test = new TestRun(this, id, this.teamLogs, this.events.get(id) ?? [])
    this.followers.set(id, (event) => test.take(event))
    this.runs.push(test)
    return test
  }

  /** The app goes, the agents stay; then an app is there again. */
  async replaceApp(): Promise<void> {
    await this.deck.detach()
    await this.newApp()
  }

  /** An app is there again, after the one before has detached. */
  async newApp(): Promise<void> {
    this.deck = this.create()
    await this.deck.start()
  }

  get hostDir(): string {
    return join(this.home, 'hosts', 'app')
  }

  /** Ends every process and removes the folders. What still lives afterwards is an error. */
  async close(): Promise<void> {
    this.host ??= (await readDiscovery(this.hostDir))?.pid
    const pids = [...this.runs.flatMap((each) => each.pidsSeen()), ...(this.host ? [this.host] : [])]
    await this.deck.closeAll('quit')
    const left = await stillThere(pids)
    for (const pid of left) process.kill(pid, 'SIGKILL')
    await rm(this.root, { recursive: true, force: true })
    if (left.length > 0) throw new Error(`Processes outlived their deck: ${left.join(', ')}`)
  }

  private create(): Deck {
    const deck = createDeck({
      home: this.home,
      hostName: 'app',
      paths: { exec: [process.execPath], runAsNode: false, dist: DIST, demoProject: '' },
      platform: process.platform,
      version: '0.0.0-test',
      log: (line) => this.lines.push(line),
      ...(this.pace ? { pace: this.pace } : {}),
    })
    deck.onPush((name, payload) => {
      if (name === 'notice') this.notices.push(payload as Notice)
      if (name === 'run-event') this.heard(payload as RunEvent)
    })
    return deck
  }

  private heard(event: RunEvent): void {
    const known = this.events.get(event.run) ?? []
    known.push(event)
    this.events.set(event.run, known)
    this.followers.get(event.run)?.(event)
  }
}
