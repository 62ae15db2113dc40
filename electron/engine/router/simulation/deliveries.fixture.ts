import { lacksRole, waitingPrompts } from '#shared/model/selectors'
import type { Delivery } from '#shared/model/state'
import { changeOf, isBehind, isWanted } from '../../delivery/deliveries'
import {
  newMachine,
  provable,
  settled,
  step,
  type Effect,
  type Input,
  type Machine,
} from '../../delivery/machine'
import type { View } from '../../delivery/view'
import type { SimulatedJournal } from './journal.fixture'
import type { Weakened } from './weakened.fixture'
import type { WorldAgent } from './world-agent.fixture'

/** The deliveries of the simulated run, each with its machine, carried out on agents of the simulated world. */
export class SimulatedDeliveries {
  readonly machines = new Map<string, { machine: Machine; armed: boolean }>()
  /** Deliveries that the person has sent again. */
  private readonly retried = new Set<string>()

  constructor(
    private readonly journal: SimulatedJournal,
    private readonly agents: ReadonlyMap<string, WorldAgent>,
    private readonly weakened: Weakened,
  ) {}

  deliver(
    pane: string,
    agent: string,
    purpose: Delivery['purpose'],
    text: string,
    route: 'argument' | 'typed',
    carries: { tasks?: string[]; reports?: string[]; questions?: string[]; notices?: string[] } = {},
  ): string {
    const delivery = `d${this.journal.run.counters.delivery}`
    const nothing = { tasks: [], reports: [], questions: [] }
    this.journal.commit([
      { type: 'delivery-created', delivery, purpose, pane, agent, route, text, ...nothing, ...carries },
    ])
    const { machine, effects } = newMachine(route)
    this.machines.set(delivery, { machine, armed: false })
    for (const effect of effects) this.carryOut(delivery, effect)
    return delivery
  }

  underwayTo(agent: string): string[] {
    return [...this.machines.keys()].filter((id) => this.journal.run.deliveries[id]?.agent === agent)
  }

  /** What the deck sees of a delivery's agent. */
  private viewFor(id: string, agent: WorldAgent): View {
    const underway = [...this.machines].map(([other, { machine }]) => ({ id: other, phase: machine.phase }))
    const { run } = this.journal
    return agent.view(id, isBehind(id, underway, this.weakened.order?.(run) ?? run))
  }

  /** The driver's part: looks, then lets the machine decide. */
  look(id: string, kind: 'seen' | 'due'): void {
    const entry = this.machines.get(id)
    const delivery = this.journal.run.deliveries[id]
    const agent = delivery?.agent ? this.agents.get(delivery.agent) : undefined
    if (!entry || !agent?.alive || (kind === 'due' && !entry.armed)) return
    if (kind === 'due') entry.armed = false
    const { phase } = entry.machine
    if (phase === 'held' && !this.weakened.everythingWanted && !isWanted(this.journal.run, id)) {
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

  /** A prompt hook arrives: the oldest delivery that it can prove takes it. */
  prompted(agent: WorldAgent, text: string): void {
    for (const id of this.underwayTo(agent.id)) {
      const entry = this.machines.get(id)
      if (!entry || this.journal.run.deliveries[id]?.text !== text) continue
      const can = this.weakened.noProofWhileHeld
        ? entry.machine.phase !== 'held' && !settled(entry.machine)
        : provable(entry.machine)
      if (!can) continue
      this.feed(id, { kind: 'prompted' })
      return
    }
  }

  /** The person lets one of their texts that waits go before all others. */
  moveFirst(id: string): void {
    const { pane } = this.journal.run.deliveries[id] ?? {}
    const [first] = pane === undefined ? [] : waitingPrompts(this.journal.run, pane)
    if (first && first.id !== id && this.journal.run.deliveries[id]?.state === 'held')
      this.journal.commit([{ type: 'delivery-moved', delivery: id, place: first.place - 1 }])
  }

  /** The person sends it again. */
  retry(id: string): void {
    this.retried.add(id)
    this.feed(id, { kind: 'retry' })
  }

  private carryOut(id: string, effect: Effect): void {
    const delivery = this.journal.run.deliveries[id]
    const agent = delivery?.agent ? this.agents.get(delivery.agent) : undefined
    const entry = this.machines.get(id)
    if (!delivery || !agent || !entry) throw new Error(`${id} has nobody to go to`)
    switch (effect.do) {
      case 'record': {
        const { do: _, ...change } = effect
        if (effect.state !== 'typing' && effect.state !== 'submitted') agent.settled(id)
        return this.journal.commit(changeOf(this.journal.run, id, change))
      }
      case 'type':
        if (delivery.state !== 'typing') throw new Error(`${id} is typed before it is recorded`)
        if (this.journal.run.panes[agent.pane]?.agent !== agent.id)
          throw new Error(`${id} goes to a replaced agent`)
        for (const task of delivery.tasks) {
          if (this.journal.run.tasks[task]?.state === 'cancelled')
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
    const { run } = this.journal
    const agent = run.agents[delivery.agent ?? '']
    if (agent && lacksRole(run, agent) && !isContext(delivery))
      throw new Error(`${delivery.id} is typed before ${agent.id} knows its role again`)
    for (const [id, { machine }] of this.machines) {
      const other = this.journal.run.deliveries[id]
      if (other?.agent !== delivery.agent || this.retried.has(id)) continue
      const first = isContext(other) === isContext(delivery) ? other.place < delivery.place : isContext(other)
      if (!first) continue
      if (machine.phase !== 'unproven') throw new Error(`${delivery.id} overtakes ${id}`)
    }
  }
}
