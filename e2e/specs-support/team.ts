import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StubLog, teamToml, type StubRole } from '../support/stubs'
import { test as base, type App } from './app'

/** A project folder with a team of stub agents, and what the stubs tell about themselves. */
export class Team {
  private written = 0
  private readonly names = new Set<string>()
  private readonly others: Team[] = []
  private readonly owned: number[] = []

  constructor(
    private readonly app: App,
    readonly dir: string,
    private readonly logs: string,
  ) {}

  /** A second folder with a team of its own. */
  another(name: string): Team {
    const other = new Team(this.app, this.app.folder(name), this.app.folder(`${name}-logs`))
    this.others.push(other)
    return other
  }

  /** Writes the config of a team. */
  async write(roles: readonly StubRole[], name = 'team'): Promise<void> {
    for (const role of roles) this.names.add(role.name)
    await this.config(teamToml(name, roles, (role) => join(this.logs, `${role}.jsonl`)))
  }

  config(text: string): Promise<void> {
    return writeFile(join(this.dir, '.dot-agent-deck.toml'), text)
  }

  log(role: string): StubLog {
    return new StubLog(join(this.logs, `${role}.jsonl`), () => true)
  }

  /** Processes of all stubs that ever said that they are there. */
  pids(): number[] {
    const own = [...this.names].flatMap((name) =>
      this.log(name)
        .entries()
        .map((entry) => entry.pid),
    )
    return [...own, ...this.owned, ...this.others.flatMap((other) => other.pids())]
  }

  /** A process that is not of the config's team belongs to it too. */
  owns(pid: number): void {
    this.owned.push(pid)
  }

  /** A path for files by which a spec and its stubs tell each other to go on. */
  sign(name: string): string {
    return join(this.logs, name)
  }

  give(sign: string): Promise<void> {
    return writeFile(sign, 'go\n')
  }

  /** Opens the folder by dropping it, agrees to its commands, and waits until the team is idle. */
  async start(roles: readonly StubRole[], name?: string): Promise<void> {
    await this.write(roles, name)
    await this.app.openFolder(this.dir)
    await this.app.window.agree()
    for (const role of roles) await this.app.window.isIdle(role.name)
  }

  /** What the orchestrator's stub is told to do for handing a text to roles. */
  async delegation(to: readonly string[], text: string): Promise<string> {
    const file = join(this.logs, `task-${++this.written}.md`)
    await writeFile(file, text)
    return `RUN dot-agent-deck delegate ${to.map((role) => `--to ${role}`).join(' ')} --task-file ${file}`
  }

  /** Writes to the orchestrator that it is to hand a text to these roles. */
  async delegate(to: readonly string[], text: string): Promise<void> {
    await this.app.window.send('lead', await this.delegation(to, text))
  }
}

/** A lead and two workers that tell by OSC 7501 what they do. */
export const threeRoles: readonly StubRole[] = [
  { name: 'lead', start: true, flags: '--osc7501' },
  { name: 'coder', flags: '--osc7501' },
  { name: 'reviewer', flags: '--osc7501' },
]

/** The app with a folder for a team of stubs. */
export const test = base.extend<{ team: Team }>({
  team: async ({ app, stubPids }, use) => {
    const team = new Team(app, app.folder('shop'), app.folder('stub-logs'))
    mkdirSync(join(team.dir, 'src'))
    await use(team)
    for (const pid of team.pids()) stubPids.add(pid)
  },
})

export { expect } from '@playwright/test'
