import type { BodyOf, DeliveryPurpose, EventBody } from '#shared/model/events'
import { isOpen, lacksRole, openDeliveries } from '#shared/model/selectors'
import type { Delivery, Run } from '#shared/model/state'
import type { AgentSession } from '../run/agent-session'
import { DeliveryDriver } from './driver'
import type { Phase } from './machine'

/** What the deliveries of a run need of it. */
export interface DeliveriesPorts {
  run(): Run
  commit(bodies: EventBody[], options?: { cause?: string }): Promise<void>
  session(agent: string): AgentSession | undefined
  /** A delivery is through: what waited behind it may go. */
  changed(): void
  broken(error: unknown): void
}

/** A delivery to be made, before it has an id. */
export interface NewDelivery {
  purpose: DeliveryPurpose
  pane: string
  agent: string
  route: 'argument' | 'typed'
  text: string
  tasks?: string[]
  reports?: string[]
  questions?: string[]
  notices?: string[]
}

/** All open deliveries of one run, each with its driver. */
export class Deliveries {
  private readonly drivers = new Map<string, DeliveryDriver>()

  constructor(private readonly ports: DeliveriesPorts) {}

  /**
   * The event that makes this delivery; commit it, then `start` it.
   * @param before how many others the same decision makes before it.
   */
  created(made: NewDelivery, before = 0): BodyOf<'delivery-created'> {
    return {
      type: 'delivery-created',
      delivery: `d${this.ports.run().counters.delivery + before}`,
      tasks: [],
      reports: [],
      questions: [],
      ...made,
    }
  }

  /**
   * Puts a decision into the journal together with the texts that tell of it, and begins to carry them out: a crash
   * between the two would leave agents waiting for what nobody makes again.
   * @returns the ids of the deliveries.
   */
  async decide(
    bodies: readonly EventBody[],
    telling: readonly NewDelivery[],
    options?: { cause?: string },
  ): Promise<string[]> {
    const created = telling.map((made, index) => this.created(made, index))
    await this.ports.commit([...bodies, ...created], options)
    for (const { delivery, agent } of created) {
      await this.start(delivery, this.ports.session(agent ?? '')?.adapter.submit.beforeEnterMs ?? 0)
    }
    return created.map(({ delivery }) => delivery)
  }

  /** Goes on with what an earlier deck had under way. What was for an agent that has gone is refused. */
  async takeUp(): Promise<void> {
    for (const delivery of openDeliveries(this.ports.run())) {
      const { id, agent } = delivery
      const session = agent ? this.ports.session(agent) : undefined
      if (session) {
        await this.start(id, session.adapter.submit.beforeEnterMs, true)
        if (isAnswered(this.ports.run(), delivery)) this.answered(id)
      } else {
        const detail = 'Its agent has gone.'
        await this.ports.commit([{ type: 'delivery-changed', delivery: id, state: 'refused', detail }])
      }
    }
  }

  /** Begins to carry out a delivery that is in the journal. */
  async start(id: string, beforeEnterMs: number, resumed = false): Promise<void> {
    const delivery = this.ports.run().deliveries[id]
    if (!delivery) throw new Error(`There is no delivery ${id}`)
    const driver = new DeliveryDriver(
      id,
      {
        session: (agent) => this.ports.session(agent),
        delivery: () => this.ports.run().deliveries[id],
        behind: () => isBehind(id, this.drivers.values(), this.ports.run()),
        wanted: () => isWanted(this.ports.run(), id),
        record: async (change) => {
          await this.ports.commit(changeOf(this.ports.run(), id, change))
          // It no longer holds up what is behind it.
          if (change.state === 'unproven') this.poke(delivery.agent ?? '')
        },
        settled: () => {
          this.drivers.delete(id)
          this.poke(delivery.agent ?? '')
          this.ports.changed()
        },
        broken: (error) => this.ports.broken(error),
      },
      delivery,
      beforeEnterMs,
      resumed,
    )
    this.drivers.set(id, driver)
    await driver.begin()
    driver.poke()
  }

  /** Something about this agent may have changed. */
  poke(agent: string): void {
    for (const driver of this.of(agent)) driver.poke()
  }

  /** A prompt was submitted: the oldest delivery that it proves takes it. Resolves when that is in the journal. */
  async prompted(agent: string, text: string): Promise<void> {
    for (const driver of this.of(agent)) if (driver.prompted(text)) return driver.through()
  }

  /** The task that this delivery hands over was reported on. */
  answered(id: string): void {
    this.drivers.get(id)?.feed({ kind: 'answered' })
  }

  gone(agent: string, reason: string): void {
    for (const driver of this.of(agent)) driver.feed({ kind: 'gone', reason })
  }

  cancel(id: string): void {
    this.drivers.get(id)?.feed({ kind: 'cancelled' })
  }

  retry(id: string): void {
    const driver = this.drivers.get(id)
    driver?.feed({ kind: 'retry' })
    driver?.poke()
  }

  dispose(): void {
    for (const driver of this.drivers.values()) driver.dispose()
    this.drivers.clear()
  }

  private of(agent: string): DeliveryDriver[] {
    return [...this.drivers.values()].filter(
      (driver) => this.ports.run().deliveries[driver.id]?.agent === agent,
    )
  }
}

/** Whether the task that a delivery hands over has been reported on. */
function isAnswered(run: Run, delivery: Delivery): boolean {
  return delivery.tasks.some((id) => {
    const task = run.tasks[id]
    return task?.delivery === delivery.id && task.report !== null
  })
}

/** A delivery on its way, as far as others have to know it. */
export interface Underway {
  id: string
  phase: Phase
}

/**
 * Whether another delivery to the same agent goes first. They go one after the other, by their places, and never two at
 * once, also when an earlier one is sent again. What an agent has to know of its role goes ahead of all. One that nobody can prove does not hold up the rest.
 */
export function isBehind(id: string, underway: Iterable<Underway>, run: Run): boolean {
  const { deliveries, agents } = run
  const agent = deliveries[id]?.agent
  const first = (delivery: string): boolean => deliveries[delivery]?.purpose === 'context'
  const known = agents[agent ?? '']
  // It is written anew at this moment.
  if (known && lacksRole(run, known) && !first(id)) return true
  const place = deliveries[id]?.place ?? 0
  for (const other of underway) {
    if (other.id === id || deliveries[other.id]?.agent !== agent) continue
    else if (other.phase === 'typing' || other.phase === 'submitted') return true
    else if (other.phase !== 'held') continue
    else if (first(other.id) !== first(id)) {
      if (first(other.id)) return true
    } else if ((deliveries[other.id]?.place ?? 0) < place) return true
  }
  return false
}

/** Whether anybody still waits for a delivery. The person's own texts always count; news of a team do not after its run. */
export function isWanted(run: Run, id: string): boolean {
  const delivery = run.deliveries[id]
  if (!delivery) return false
  if (delivery.purpose === 'report') return run.phase === 'running'
  if (delivery.tasks.length === 0) return true
  return delivery.tasks.map((task) => run.tasks[task]).some((task) => task?.delivery === id && isOpen(task))
}

/** The events of a change. A task whose delivery was taken back is cancelled with it, or it would wait for ever. */
export function changeOf(
  run: Run,
  id: string,
  change: Omit<BodyOf<'delivery-changed'>, 'type' | 'delivery'>,
): EventBody[] {
  const changed: EventBody = { type: 'delivery-changed', delivery: id, ...change }
  if (change.state !== 'refused') return [changed]
  const orphans = Object.values(run.tasks).filter(
    (task) => task.delivery === id && task.state === 'delivering',
  )
  return [
    changed,
    ...orphans.map((task): EventBody => ({
      type: 'task-cancelled',
      task: task.id,
      reason: change.detail ?? 'Its delivery was refused.',
    })),
  ]
}
