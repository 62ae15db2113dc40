import { appendFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from './app'
import type { generator } from './random.mjs'
import type { World } from './world'

const KINDS = ['app', 'host', 'reboot', 'agent', 'disk', 'torn'] as const
type Kind = (typeof KINDS)[number]

/** How often each happens in a run of 200 tasks; a small run has each at least now and then. */
const OFTEN: Record<Kind, number> = { app: 6, host: 2, reboot: 1, agent: 6, disk: 2, torn: 2 }
const FULL_RUN = 200
/** A command that ends so soon after its run was opened counts as one that cannot start, and closes the run. In milliseconds. */
const OPENING_MS = 20_000

/** What goes wrong in a seed, and when: each after so many reports and a short while, in an order that the seed decides. */
export class Disasters {
  readonly counts: Record<string, number> = {}
  private readonly planned: { after: number; kind: Kind }[]

  constructor(
    private readonly world: World,
    private readonly chance: ReturnType<typeof generator>,
    tasks: number,
    /** Times what a full run sees. */
    intensity: number,
    private readonly start: () => Promise<App>,
    /** Hosts that have lived; added to. */
    private readonly hosts: number[],
    private readonly say: (line: string) => void,
  ) {
    const kinds = KINDS.flatMap((kind) => {
      const exact = (OFTEN[kind] * tasks * intensity) / FULL_RUN
      const times = Math.floor(exact) + (chance.happens(exact % 1) ? 1 : 0)
      return Array.from({ length: times }, () => kind)
    })
    this.planned = kinds
      .map((kind) => ({ after: 1 + chance.below(Math.max(1, tasks - 2)), kind }))
      .toSorted((a, b) => a.after - b.after)
  }

  /** Lets the next one happen if its time has come. Gives the app that lives afterwards. */
  async next(app: App): Promise<App> {
    const reported = Object.values(app.run?.reports ?? {}).length
    const due = this.planned[0]
    if (!app.alive) return this.start()
    if (!due || !app.run || reported < due.after) return app
    this.planned.shift()
    await wait(this.chance.below(250))
    this.counts[due.kind] = (this.counts[due.kind] ?? 0) + 1
    this.say(`after ${reported} reports: ${due.kind}`)
    return this.happen(due.kind, app)
  }

  private async happen(kind: Kind, app: App): Promise<App> {
    switch (kind) {
      case 'app':
        await app.kill()
        return this.again()
      case 'host':
        await this.killHost()
        return app
      case 'reboot':
        await Promise.all([app.kill(), this.killHost()])
        return this.again()
      case 'agent':
        this.killAgent(app)
        return app
      case 'disk':
        await app.order({ order: 'disk', full: true })
        await wait(200 + this.chance.below(1500))
        await app.kill()
        return this.again()
      case 'torn': {
        const file = this.world.journal(app.run?.id ?? '')
        await app.kill()
        const line = `{"v":1,"seq":${(app.run?.seq ?? 0) + 1},"at":1,"run":"${app.run?.id}","body":{"type":"noted"`
        appendFileSync(file, line.slice(0, 1 + this.chance.below(line.length)))
        return this.again()
      }
    }
  }

  private async again(): Promise<App> {
    await wait(this.chance.below(700))
    if (this.chance.happens(0.7)) this.world.forgetStarts()
    return this.start()
  }

  private async killHost(): Promise<void> {
    const pid = await this.world.hostPid()
    if (pid === undefined) return
    this.hosts.push(pid)
    kill(pid)
  }

  private killAgent({ run }: App): void {
    if (!run) return
    const opening = Date.now() - run.openedAt < OPENING_MS
    const living = Object.values(run.panes).flatMap((pane) => {
      const agent = run.agents[pane.agent ?? '']
      return agent && !agent.exit && !(opening && agent.status === 'starting') ? [agent.id] : []
    })
    const pids = this.world
      .lines()
      .filter((line) => line.type === 'start' && living.includes(line.agent))
      .map((line) => line.pid)
    if (pids.length > 0) kill(this.chance.pick(pids))
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
