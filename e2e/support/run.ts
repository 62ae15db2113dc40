import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TerminalChannel } from '#shared/contract/link'
import type { ViewerFrame } from '#shared/contract/terminal'
import type { RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import { nameOf, seatName } from '#shared/model/seats'
import { agentOf } from '#shared/model/selectors'
import type { Agent, Delivery, Run, Task } from '#shared/model/state'
import type { TestDeck } from './deck'
import { StubLog, type StubEntryOf } from './stubs'
import { until } from './wait'

/** Control sequences, for reading what a terminal was sent. */
// oxlint-disable-next-line no-control-regex
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]P][^\u0007\u001b]*(?:\u0007|\u001b\\)|[()].|.)/g

/** A run as a client of the deck sees it: the fold of the events it was sent. */
export class TestRun {
  private folded: Run | undefined
  readonly events: RunEvent[] = []
  private readonly watchers = new Set<() => void>()
  private written = 0

  constructor(
    private readonly test: TestDeck,
    readonly id: string,
    /** Where its stubs write. */
    private readonly logs: string,
    events: readonly RunEvent[],
  ) {
    for (const event of events) this.take(event)
  }

  take(event: RunEvent): void {
    this.events.push(event)
    this.folded = reduce(this.folded, event)
    for (const again of [...this.watchers]) again()
  }

  get run(): Run {
    if (!this.folded) throw new Error(`Nothing has been heard of ${this.id} yet`)
    return this.folded
  }

  /** What was decided at once with the first event of a type, itself included: a crash leaves all of it or nothing. */
  decidedWith(type: RunEvent['body']['type']): RunEvent['body']['type'][] {
    const at = this.events.findIndex(({ body }) => body.type === type)
    if (at < 0) throw new Error(`The run has no ${type}`)
    const first = this.events.findLastIndex(({ more }, index) => index < at && !more) + 1
    const last = this.events.findIndex(({ more }, index) => index >= at && !more)
    return this.events.slice(first, last + 1).map(({ body }) => body.type)
  }

  /** Waits until the run, as its events tell it, gives something. */
  until<T>(what: string, look: (run: Run) => T | undefined | false | null, patienceMs?: number): Promise<T> {
    return until(
      what,
      () => this.folded && look(this.folded),
      (again) => {
        this.watchers.add(again)
        return () => this.watchers.delete(again)
      },
      () => this.describe(),
      patienceMs,
    )
  }

  /** The pane of a role or of one of its further seats, such as "coder 2". */
  pane(name: string): string {
    const pane = Object.values(this.run.panes).find((candidate) => seatName(candidate) === name)
    if (!pane) throw new Error(`There is no role ${name}`)
    return pane.pane
  }

  agent(role: string): Agent {
    const agent = agentOf(this.run, this.pane(role))
    if (!agent) throw new Error(`${role} has no agent`)
    return agent
  }

  /** What the stubs of a role wrote, or that of one of its further seats. */
  log(name: string): StubLog {
    const seat = Object.values(this.run.panes).find((pane) => pane.role !== name && seatName(pane) === name)
    return new StubLog(join(this.logs, `${seat?.role ?? name}.jsonl`), (id) => {
      const agent = this.run.agents[id]
      return agent !== undefined && (!seat || agent.pane === seat.pane)
    })
  }

  /** Waits until these roles' agents are idle. */
  async idle(...roles: string[]): Promise<void> {
    for (const role of roles)
      await this.until(`${role} is idle`, (run) => agentOf(run, this.pane(role))?.status === 'idle')
  }

  /** Waits until the orchestrator has its context, and it and these roles' agents are idle. */
  async ready(orchestrator: string, ...roles: string[]): Promise<void> {
    await this.untilDelivery(orchestrator, 'is proven', ({ state }) => state === 'proven')
    await this.idle(orchestrator, ...roles)
  }

  task(id: string): Task {
    const task = this.run.tasks[id]
    if (!task) throw new Error(`There is no task ${id}`)
    return task
  }

  untilTask(id: string, state: Task['state'], patienceMs?: number): Promise<Task> {
    const reached = (run: Run) => (run.tasks[id]?.state === state ? run.tasks[id] : undefined)
    return this.until(`${id} is ${state}`, reached, patienceMs)
  }

  /** The newest delivery to a role that fits. */
  untilDelivery(role: string, what: string, fits: (delivery: Delivery) => boolean): Promise<Delivery> {
    return this.until(`a delivery to ${role} ${what}`, (run) =>
      Object.values(run.deliveries).findLast(
        (delivery) => delivery.pane === this.pane(role) && fits(delivery),
      ),
    )
  }

  /** Types a prompt for a role, as the person's composer does. */
  async prompt(role: string, text: string): Promise<string> {
    const pane = this.pane(role)
    return (await this.test.deck.handle('prompt.send', { run: this.id, pane, text })).delivery
  }

  /** Lets a role's stub run a shell command, and gives its outcome. */
  async shell(role: string, command: string): Promise<StubEntryOf<'run'>> {
    const log = this.log(role)
    const before = log.of('run').filter((entry) => entry.command === command).length
    await this.prompt(role, `RUN ${command}`)
    return log.until(
      `${role} has run ${command}`,
      () => log.of('run').filter((entry) => entry.command === command)[before],
      () => this.describe(),
    )
  }

  /** The orchestrator of the stubs delegates one text to these roles. */
  async delegate(to: string | string[], text: string): Promise<StubEntryOf<'run'>> {
    const file = join(this.test.logs, `${this.id}-task-${++this.written}.md`)
    await writeFile(file, text)
    const roles = [to].flat().map((role) => `--to '${role}'`)
    return this.shell('lead', `dot-agent-deck delegate ${roles.join(' ')} --task-file ${file}`)
  }

  /** The person's keys, through a terminal of the window. */
  type(role: string, data: string): void {
    const channel = this.open(role, () => undefined)
    channel.input(data)
    channel.close()
  }

  open(role: string, frame: (frame: ViewerFrame) => void): TerminalChannel {
    return this.test.deck.openTerminal(this.id, this.pane(role), { frame, end: () => undefined })
  }

  /** Waits until a window that shows this role has been sent the text. */
  async untilShown(role: string, text: string): Promise<void> {
    let shown = ''
    let parsed = 0
    let changed = (): void => undefined
    const channel = this.open(role, (frame) => {
      if (frame.type !== 'data' && frame.type !== 'snapshot') return
      shown += frame.data.replace(SEQUENCES, '')
      parsed += frame.data.length
      channel.ack(parsed)
      changed()
    })
    try {
      await until(
        `"${text}" on the screen of ${role}`,
        () => shown.includes(text),
        (again) => {
          changed = again
          return () => (changed = () => undefined)
        },
        () => this.describe(),
      )
    } finally {
      channel.close()
    }
  }

  async pids(role: string): Promise<number[]> {
    const processes = await this.test.deck.handle('pane.processes', { run: this.id, pane: this.pane(role) })
    return processes.map(({ pid }) => pid)
  }

  /** All processes that stubs of this run have told of. */
  pidsSeen(): number[] {
    if (!this.folded) return []
    const roles = Object.values(this.run.panes).map((pane) => pane.role)
    return [
      ...new Set(
        roles.flatMap((role) =>
          this.log(role)
            .entries()
            .map((entry) => entry.pid),
        ),
      ),
    ]
  }

  async close(): Promise<void> {
    await this.test.deck.handle('run.close', { run: this.id })
  }

  /** For a failed wait: the timeline, the open deliveries and every screen. */
  private async describe(): Promise<string> {
    if (!this.folded) return `Nothing was heard of ${this.id}.`
    const { run } = this
    const start = run.openedAt
    const timeline = run.timeline.map(
      (entry) =>
        `${String(entry.at - start).padStart(6)} ${entry.kind} ${entry.from} -> ${entry.to ?? '-'}: ${entry.text}`,
    )
    const deliveries = Object.values(run.deliveries).map(
      ({ id, purpose, route, state, hold, proof, detail }) =>
        `${id} ${purpose} by ${route}: ${state} ${hold ?? ''} ${proof ?? ''} ${detail ?? ''}`,
    )
    const tasks = Object.values(run.tasks).map((task) => `${task.id} ${task.role}: ${task.state}`)
    const screens: string[] = []
    for (const id of run.paneOrder) {
      const role = nameOf(run, id)
      const agent = agentOf(run, id)
      if (!agent) continue
      screens.push(`--- ${role}: ${agent.status} ${agent.waitingFor ?? ''}\n${await this.screen(role)}`)
    }
    const logged = this.test.lines.map((line) => `log: ${line}`)
    return [run.phase, ...timeline, ...tasks, ...deliveries, ...screens, ...logged].join('\n')
  }

  /** What a window would show, roughly: the first snapshot without its control sequences. */
  private screen(role: string): Promise<string> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('(no screen)'), 2000)
      const channel = this.open(role, (frame) => {
        if (frame.type !== 'snapshot') return
        clearTimeout(timer)
        channel.close()
        resolve(frame.data.replace(SEQUENCES, '').split('\n').slice(-20).join('\n'))
      })
    })
  }
}
