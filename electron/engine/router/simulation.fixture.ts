import type { EventBody, ReportOutcome, RunEvent, StoredText, TeamRole } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import { currentTask, taskToHandOver, waitingPrompts } from '#shared/model/selectors'
import type { Delivery, Run, Task } from '#shared/model/state'
import { changeOf, isBehind, isWanted } from '../delivery/deliveries'
import {
  newMachine,
  provable,
  settled,
  step,
  type Effect,
  type Input,
  type Machine,
  type Phase,
} from '../delivery/machine'
import type { View } from '../delivery/view'
import { newsFor } from './briefs'
import { delegated, mayDelegate, meaningOfReport, reported } from './decide'
import { nextSteps, type Step, type Surroundings } from './schedule'
import { WorldAgent, type Habit } from './world.fixture'

/** The team of the simulated run. `habit` is what kind of program the role's command starts. */
export const team: ReadonlyArray<{
  pane: string
  role: string
  clear: boolean
  habit: Habit
  seat?: number
}> = [
  { pane: 'p0', role: 'lead', clear: false, habit: 'hooked' },
  { pane: 'p1', role: 'coder', clear: true, habit: 'hooked' },
  { pane: 'p1-2', role: 'coder', clear: true, habit: 'hooked', seat: 2 },
  { pane: 'p2', role: 'reviewer', clear: false, habit: 'hooked' },
  { pane: 'p2-2', role: 'reviewer', clear: false, habit: 'hooked', seat: 2 },
  { pane: 'p3', role: 'auditor', clear: false, habit: 'seen' },
  { pane: 'p4', role: 'release', clear: true, habit: 'seen' },
]

/** A part of the rules that a test turns off, to see that it is needed. */
export interface Weakened {
  /** What the machine is told instead of what is there. */
  view?: (view: View, phase: Phase) => View
  /** What the machine does instead. */
  effects?: (effects: Effect[]) => Effect[]
  /** Reports are matched without the rules of `meaningOfReport`. */
  anyReportAnswers?: true
  /** Proofs are only taken while the machine is not held. */
  noProofWhileHeld?: true
  /** Cancelled tasks are typed all the same. */
  everythingWanted?: true
  /** Reports are matched with any seat's task of the role. */
  reportsOfRole?: true
  /** The next steps are decided on this instead of the run. */
  seen?: (run: Run) => Run
  /** The next steps are decided with this instead of what is around. */
  around?: (around: Surroundings) => Surroundings
}

/** The simulated team as the journal has it. */
export function teamRoles(change: (role: TeamRole) => Partial<TeamRole> = () => ({})): TeamRole[] {
  return team.map(({ pane, role, clear, seat }) => {
    const made = { pane, role, clear, command: role, start: pane === 'p0', ...(seat ? { seat } : {}) }
    return { ...made, ...change(made) }
  })
}

/** A task is given up when its agent was lost more often. */
const MAX_LOST = 2
/** Fewer than there are workers, so that the limit matters. */
const MAX_PARALLEL = 3

/** The deck's rules at work on a simulated world. Every broken promise throws. */
export class Simulation {
  run: Run
  readonly events: RunEvent[] = []
  /** The run after each event. */
  readonly states: Run[] = []
  readonly agents = new Map<string, WorldAgent>()
  readonly machines = new Map<string, { machine: Machine; armed: boolean }>()
  /** Starts that were decided and not yet made. */
  readonly starting: { pane: string; task: Task | null }[] = []
  /** The next start fails. */
  startFails = false
  private readonly retried = new Set<string>()
  /** Who accepted which task. */
  readonly accepted: string[] = []
  private clock = 1000
  private count = 0

  constructor(private readonly weakened: Weakened = {}) {
    const opened: EventBody = {
      type: 'run-opened',
      project: { dir: '/project', name: 'project' },
      directory: '/project',
      orchestration: 'flow',
      title: 'flow',
      origin: 'window',
      team: teamRoles(),
    }
    const event: RunEvent = { v: 1, seq: 1, at: this.clock, run: 'run', body: opened }
    this.run = reduce(undefined, event)
    this.events.push(event)
    this.states.push(this.run)
    for (const { pane, seat } of team) if (!seat) this.launch(pane, null)
  }

  commit(bodies: readonly EventBody[]): void {
    for (const body of bodies) {
      const event: RunEvent = { v: 1, seq: this.run.seq + 1, at: ++this.clock, run: 'run', body }
      this.run = reduce(this.run, event)
      this.events.push(event)
      this.states.push(this.run)
      this.mustHold(body)
    }
  }

  /** The living agent of a pane. */
  agentIn(pane: string): WorldAgent | undefined {
    const id = this.run.panes[pane]?.agent
    const agent = id ? this.agents.get(id) : undefined
    return agent?.alive ? agent : undefined
  }

  /** Takes steps until none is left. */
  pump(): void {
    for (let round = 0; ; round++) {
      const around: Surroundings = {
        maxParallel: MAX_PARALLEL,
        moving: new Map(this.starting.map(({ pane, task }) => [pane, task?.id ?? null])),
        drafts: new Set(
          [...this.agents.values()]
            .filter(({ alive, typed }) => alive && typed > 0)
            .map((agent) => agent.pane),
        ),
      }
      const { seen, around: other } = this.weakened
      const steps = nextSteps(seen?.(this.run) ?? this.run, other?.(around) ?? around)
      if (steps.length === 0) return
      if (round > 20) throw new Error(`Steps never go away: ${JSON.stringify(steps)}`)
      for (const next of steps) this.take(next)
    }
  }

  private take(next: Step): void {
    if ('task' in next) this.mayHandOut(next.pane, next.task.id)
    if (next.kind !== 'tell') this.cutsNoTurn(next.pane)
    if (next.kind === 'start-agent') {
      this.starting.push({ pane: next.pane, task: next.task })
    } else if (next.kind === 'start-fresh') {
      this.starting.push({ pane: next.pane, task: null })
    } else if (next.kind === 'hand-over') this.writeHandOver(next.pane)
    else if (next.kind === 'type-task') {
      this.deliver(next.pane, next.agent, 'task', `Task ${next.task.id}`, 'typed', { tasks: [next.task.id] })
    } else {
      const reports = [...(next.onto?.reports ?? []), ...next.reports.map(({ id }) => id)]
      const questions = [...(next.onto?.questions ?? []), ...next.questions.map(({ id }) => id)]
      const notices = [...(next.onto?.notices ?? []), ...next.notices.map(({ id }) => id)]
      const text = newsFor(
        this.run,
        reports.flatMap((id) => this.run.reports[id] ?? []),
        questions.flatMap((id) => this.run.questions[id] ?? []),
        notices.flatMap((id) => this.run.notices[id] ?? []),
        (file) => file,
      )
      if (next.onto) {
        this.commit([
          { type: 'delivery-extended', delivery: next.onto.id, text, reports, questions, notices },
        ])
      } else this.deliver(next.pane, next.agent, 'report', text, 'typed', { reports, questions, notices })
    }
  }

  /** A task goes to one free seat of its role, after those before it, and never beside one that has the same files. */
  private mayHandOut(pane: string, id: string): void {
    const task = this.run.tasks[id]
    const seat = this.run.panes[pane]
    const starting = this.starting.flatMap((start) => (start.task ? [start.task.id] : []))
    if (!task || starting.includes(id)) throw new Error(`${id} is handed out twice`)
    if (seat?.retired || seat?.role !== task.role)
      throw new Error(`${id} goes to ${pane}, which is not for it`)
    const tasks = Object.values(this.run.tasks).filter((other) => other.id !== id)
    const first = tasks.find(
      (other) =>
        other.state === 'queued' &&
        other.role === task.role &&
        other.place < task.place &&
        !starting.includes(other.id),
    )
    if (first) throw new Error(`${id} overtakes ${first.id}`)
    const owner = tasks.find(
      (other) =>
        (isAtWork(other) || starting.includes(other.id)) &&
        other.paths.some((path) => task.paths.includes(path)),
    )
    if (owner) throw new Error(`${id} has the files of ${owner.id}`)
  }

  deliver(
    pane: string,
    agent: string,
    purpose: Delivery['purpose'],
    text: string,
    route: 'argument' | 'typed',
    carries: { tasks?: string[]; reports?: string[]; questions?: string[]; notices?: string[] } = {},
  ): string {
    const delivery = `d${this.run.counters.delivery}`
    const nothing = { tasks: [], reports: [], questions: [] }
    this.commit([
      { type: 'delivery-created', delivery, purpose, pane, agent, route, text, ...nothing, ...carries },
    ])
    const { machine, effects } = newMachine(route)
    this.machines.set(delivery, { machine, armed: false })
    for (const effect of effects) this.carryOut(delivery, effect)
    return delivery
  }

  /** Makes the start that was decided: the old agent ends, a new one begins, its first text travels with it. */
  launch(pane: string, task: Task | null): void {
    const role = team.find((candidate) => candidate.pane === pane)
    const old = this.agentIn(pane)
    if (!role) return
    const handOver = this.run.panes[pane]?.handOver
    if (old) this.gone(old, true)
    // What was cancelled meanwhile is nobody's any more.
    const wanted = task && this.run.tasks[task.id]?.state === 'queued' ? task : null
    if (task && !wanted && old === undefined) return
    if (this.startFails) {
      this.startFails = false
      this.commit([{ type: 'agent-start-failed', pane, reason: 'no such command' }])
      return
    }
    const agent = new WorldAgent(`a${++this.count}`, pane, role.habit)
    this.agents.set(agent.id, agent)
    this.commit([{ type: 'agent-started', agent: agent.id, pane, kind: role.habit, purpose: 'task' }])
    const first = role.pane === 'p0' || handOver?.text ? 'Context' : undefined
    const text = wanted ? `Task ${wanted.id}` : first
    if (text === undefined) return
    const byArgument = role.habit === 'hooked'
    const id = `d${this.run.counters.delivery}`
    if (byArgument) agent.argument = { delivery: id, text }
    this.deliver(
      pane,
      agent.id,
      wanted ? 'task' : 'context',
      text,
      byArgument ? 'argument' : 'typed',
      wanted ? { tasks: [wanted.id] } : {},
    )
  }

  /** The agent's process is gone. */
  gone(agent: WorldAgent, expected: boolean): void {
    if (!agent.alive) return
    agent.alive = false
    const task = currentTask(this.run, agent.pane)
    const events: EventBody[] = [
      { type: 'agent-exited', agent: agent.id, code: null, signal: 'SIGHUP', expected },
    ]
    if (task?.agent === agent.id && task.state !== 'checking') events.push(lostTask(task))
    this.commit(events)
    for (const id of this.underwayTo(agent.id)) this.feed(id, { kind: 'gone', reason: 'It has gone.' })
  }

  underwayTo(agent: string): string[] {
    return [...this.machines.keys()].filter((id) => this.run.deliveries[id]?.agent === agent)
  }

  /** What the deck sees of a delivery's agent. */
  private viewFor(id: string, agent: WorldAgent): View {
    const underway = [...this.machines].map(([other, { machine }]) => ({ id: other, phase: machine.phase }))
    return agent.view(id, isBehind(id, underway, this.run.deliveries))
  }

  /** The driver's part: looks, then lets the machine decide. */
  look(id: string, kind: 'seen' | 'due'): void {
    const entry = this.machines.get(id)
    const delivery = this.run.deliveries[id]
    const agent = delivery?.agent ? this.agents.get(delivery.agent) : undefined
    if (!entry || !agent?.alive || (kind === 'due' && !entry.armed)) return
    if (kind === 'due') entry.armed = false
    const { phase } = entry.machine
    if (phase === 'held' && !this.weakened.everythingWanted && !isWanted(this.run, id)) {
      this.feed(id, { kind: 'cancelled' })
      return
    }
    if (phase === 'submitted' || phase === 'unproven') {
      if (entry.machine.route === 'argument' && agent.argumentMissed && agent.state === 'idle')
        return this.feed(id, { kind: 'argument-missed' })
      if (agent.habit === 'seen' && agent.hasSubmitted(id) && agent.screenTells)
        return this.feed(id, { kind: 'screen-proof' })
    }
    const view = this.viewFor(id, agent)
    this.feed(id, { kind, view: this.weakened.view?.(view, phase) ?? view })
  }

  feed(id: string, input: Input): void {
    const entry = this.machines.get(id)
    if (!entry) return
    const { machine, effects } = step(entry.machine, input)
    entry.machine = machine
    for (const effect of this.weakened.effects?.(effects) ?? effects) this.carryOut(id, effect)
    if (settled(machine)) this.machines.delete(id)
  }

  /** The person wants a fresh agent. */
  askHandOver(agent: WorldAgent, when: 'idle' | 'now'): void {
    if (this.run.panes[agent.pane]?.handOver?.text) return
    this.commit([{ type: 'hand-over-asked', pane: agent.pane, agent: agent.id, when }])
  }

  /** Nobody is replaced in a turn that the deck knows of, unless the person wants it so. */
  private cutsNoTurn(pane: string): void {
    const agent = this.agentIn(pane)
    const { status } = (agent && this.run.agents[agent.id]) ?? {}
    const { handOver } = this.run.panes[pane] ?? {}
    if (handOver?.when === 'idle' && (status === 'thinking' || status === 'working'))
      throw new Error(`${agent?.id} is replaced while it is ${status}`)
  }

  private writeHandOver(pane: string): void {
    const asked = this.run.panes[pane]?.handOver
    if (!asked) return
    const task = taskToHandOver(this.run, pane)
    this.commit([
      {
        type: 'handed-over',
        handOver: `h${this.run.counters.handOver}`,
        pane,
        agent: asked.agent,
        text: this.text('hand-over'),
        ...(task ? { task: task.id } : {}),
      },
    ])
  }

  /** The person lets one of their texts that waits go before all others. */
  moveFirst(id: string): void {
    const { pane } = this.run.deliveries[id] ?? {}
    const [first] = pane === undefined ? [] : waitingPrompts(this.run, pane)
    if (first && first.id !== id && this.run.deliveries[id]?.state === 'held')
      this.commit([{ type: 'delivery-moved', delivery: id, place: first.place - 1 }])
  }

  /** The person sends it again. */
  retry(id: string): void {
    this.retried.add(id)
    this.feed(id, { kind: 'retry' })
  }

  private carryOut(id: string, effect: Effect): void {
    const delivery = this.run.deliveries[id]
    const agent = delivery?.agent ? this.agents.get(delivery.agent) : undefined
    const entry = this.machines.get(id)
    if (!delivery || !agent || !entry) throw new Error(`${id} has nobody to go to`)
    switch (effect.do) {
      case 'record': {
        const { do: _, ...change } = effect
        if (effect.state !== 'typing' && effect.state !== 'submitted') agent.settled(id)
        return this.commit(changeOf(this.run, id, change))
      }
      case 'type':
        if (delivery.state !== 'typing') throw new Error(`${id} is typed before it is recorded`)
        if (this.run.panes[agent.pane]?.agent !== agent.id) throw new Error(`${id} goes to a replaced agent`)
        for (const task of delivery.tasks) {
          if (this.run.tasks[task]?.state === 'cancelled')
            throw new Error(`${task} is typed though cancelled`)
        }
        if (agent.hasSubmitted(id) && agent.proofTold(id))
          throw new Error(`${id} is typed again though proven`)
        this.inOrder(delivery)
        return agent.paste(id, delivery.text, effect.stash)
      case 'enter':
        if (delivery.state !== 'submitted') throw new Error(`${id} is submitted before it is recorded`)
        return agent.deckEnter(id, this.retried.has(id))
      case 'let-go':
        if (agent.pastedFor === id) agent.keysHeld = false
        return
      case 'wait':
        entry.armed = true
    }
  }

  /** Nothing that goes first may still be on its way to the same agent: its context, then what has an earlier place. */
  private inOrder(delivery: Delivery): void {
    const isContext = ({ purpose }: Delivery): boolean => purpose === 'context'
    for (const [id, { machine }] of this.machines) {
      const other = this.run.deliveries[id]
      if (other?.agent !== delivery.agent || this.retried.has(id)) continue
      const first = isContext(other) === isContext(delivery) ? other.place < delivery.place : isContext(other)
      if (!first) continue
      if (machine.phase !== 'unproven') throw new Error(`${delivery.id} overtakes ${id}`)
    }
  }

  /** A prompt hook arrives: the oldest delivery that it can prove takes it. */
  prompted(agent: WorldAgent, text: string): void {
    for (const id of this.underwayTo(agent.id)) {
      const entry = this.machines.get(id)
      if (!entry || this.run.deliveries[id]?.text !== text) continue
      const can = this.weakened.noProofWhileHeld
        ? entry.machine.phase !== 'held' && !settled(entry.machine)
        : provable(entry.machine)
      if (!can) continue
      this.feed(id, { kind: 'prompted' })
      return
    }
  }

  delegate(to: readonly string[], paths: readonly string[]): void {
    if (!this.agentIn('p0')) return
    const verdict = mayDelegate(this.run, 'p0', to)
    if (!verdict.ok) return
    const made = delegated(
      this.run,
      'p0',
      verdict.targets,
      verdict.targets.map(() => this.text('task')),
      { paths },
    )
    this.commit(made)
    for (const body of made) if (body.type === 'task-created') this.accepted.push(body.task)
  }

  /** The delivery of the task that an agent has in hand. */
  taskOf(agent: WorldAgent): string | undefined {
    return agent.jobs.find((job) => (this.run.deliveries[job]?.tasks.length ?? 0) > 0)
  }

  /** `work-done`, as an agent calls it. */
  report(agent: WorldAgent, outcome: ReportOutcome, checking = false): void {
    if (agent.pane === 'p0') return
    const honest = this.taskOf(agent)
    const known = this.run.deliveries[honest ?? '']
    const meant = known?.tasks[0]
    const before = meant === undefined ? undefined : this.run.tasks[meant]
    const real = meaningOfReport(this.run, agent.pane, agent.id, false)
    if ('ok' in real) return
    const task = currentTask(this.run, agent.pane)
    const ofRole = Object.values(this.run.tasks).find(
      (other) => isAtWork(other) && other.role === this.run.panes[agent.pane]?.role,
    )
    const other = this.weakened.anyReportAnswers ? task : this.weakened.reportsOfRole ? ofRole : null
    const meaning = other ? { kind: 'answer' as const, task: other } : real
    agent.jobs = agent.jobs.filter((job) => job !== honest)
    agent.hasReported = true
    if (meaning.kind === 'answer' && !this.hasGot(agent, meaning.task))
      throw new Error(`${meaning.task.id} is answered by ${agent.id}, which never got it`)
    if (meaning.kind !== 'answer' && before?.state === 'working' && before.agent === agent.id)
      throw new Error(`The report on ${before.id} was not taken for its answer`)
    this.commit(reported(this.run, meaning, agent.pane, agent.id, outcome, this.text('report'), checking))
    if (meaning.kind === 'answer') this.feed(meaning.task.delivery ?? '', { kind: 'answered' })
  }

  /** Whether the task was submitted to this agent, also when it is to go to another one by now. */
  private hasGot(agent: WorldAgent, task: Task): boolean {
    return Object.values(this.run.deliveries).some(
      ({ id, tasks }) => tasks.includes(task.id) && agent.hasSubmitted(id),
    )
  }

  /** The checks of the oldest report that waits for them are through. */
  check(verdict: 'accepted' | 'returned' | 'failed'): void {
    const report = Object.values(this.run.reports).find((candidate) => candidate.verdict === null)
    const task = report?.task ? this.run.tasks[report.task] : undefined
    if (!report || !task) return
    this.commit([{ type: 'report-checked', task: task.id, report: report.id, verdict }])
    const now = this.run.tasks[task.id]
    if (verdict !== 'returned' || now?.state !== 'working') return
    const agent = this.agents.get(report.agent)
    if (!agent?.alive) return this.commit([lostTask(now)])
    if (task.delivery !== null) agent.jobs.push(task.delivery)
    this.deliver(agent.pane, agent.id, 'notice', `A check of ${report.id} failed`, 'typed')
  }

  /** The router lets a queued task wait, and lets it go again. */
  hold(task: string): void {
    if (this.run.tasks[task]?.state === 'queued') this.commit([{ type: 'task-held', task, why: 'approval' }])
  }
  release(): void {
    for (const task of Object.values(this.run.tasks)) {
      if (task.state === 'held') this.commit([{ type: 'task-released', task: task.id, by: 'person' }])
    }
  }

  ask(agent: WorldAgent): void {
    if (agent.pane === 'p0' || this.run.phase !== 'running') return
    const task = currentTask(this.run, agent.pane)
    this.commit([
      {
        type: 'question-asked',
        question: `q${this.run.counters.question}`,
        pane: agent.pane,
        agent: agent.id,
        to: 'orchestrator',
        ...(task ? { task: task.id } : {}),
        text: this.text('question'),
      },
    ])
  }

  /** The orchestrator ends the run. */
  end(): void {
    const lead = this.agentIn('p0')
    const meaning = lead && meaningOfReport(this.run, 'p0', lead.id, true)
    if (lead && meaning && !('ok' in meaning))
      this.commit(reported(this.run, meaning, 'p0', lead.id, 'done', this.text('summary')))
  }

  text(kind: string): StoredText {
    return {
      file: `/project/.dot-agent-deck/runs/run/${kind}-${++this.count}.md`,
      bytes: 1,
      sha256: '00',
      preview: kind,
    }
  }

  /** What must hold after every event. */
  private mustHold(body: EventBody): void {
    for (const { pane } of team) {
      const live = Object.values(this.run.tasks).filter((task) => task.pane === pane && isAtWork(task))
      if (live.length > 1) throw new Error(`${pane} has ${live.length} live tasks`)
      for (const task of live) {
        const delivery = this.run.deliveries[task.delivery ?? '']
        if (delivery?.state === 'refused' && body.type !== 'delivery-changed')
          throw new Error(`${task.id} waits for ${delivery.id}, which was refused`)
      }
    }
    const atWork = Object.values(this.run.tasks).filter(({ state }) => state === 'delivering').length
    if (body.type === 'delivery-created' && atWork > MAX_PARALLEL)
      throw new Error(`${atWork} tasks begin at once`)
    const before = this.states.at(-2)
    for (const task of Object.values(before?.tasks ?? {})) {
      const now = this.run.tasks[task.id]
      if (!now) throw new Error(`${task.id} is lost`)
      if (['done', 'failed', 'cancelled'].includes(task.state) && now.state !== task.state)
        throw new Error(`${task.id} was ${task.state} and is ${now.state} by ${body.type}`)
    }
  }
}

function isAtWork({ state }: Task): boolean {
  return state === 'delivering' || state === 'working' || state === 'checking'
}

function lostTask(task: Task): EventBody {
  return { type: 'task-lost', task: task.id, reason: 'The agent ended.', again: task.lost < MAX_LOST }
}
