import type { BodyOf, DeliveryPurpose, EventBody } from '#shared/model/events'
import type { Delivery, Run } from '#shared/model/state'
import type { AgentSession } from '../run/agent-session'
import { DeliveryDriver } from './driver'

/** What the deliveries of a run need of it. */
export interface DeliveriesPorts {
  run(): Run
  commit(bodies: EventBody[]): Promise<void>
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
}

/** All open deliveries of one run, each with its driver. */
export class Deliveries {
  private readonly drivers = new Map<string, DeliveryDriver>()

  constructor(private readonly ports: DeliveriesPorts) {}

  /** The event that makes this delivery; commit it, then `start` it. */
  created(made: NewDelivery): BodyOf<'delivery-created'> {
    return {
      type: 'delivery-created',
      delivery: `d${this.ports.run().counters.delivery}`,
      tasks: [],
      reports: [],
      questions: [],
      ...made,
    }
  }

  /** Begins to carry out a delivery that is in the journal. */
  async start(id: string, beforeEnterMs: number): Promise<void> {
    const delivery = this.ports.run().deliveries[id]
    if (!delivery) throw new Error(`There is no delivery ${id}`)
    const driver = new DeliveryDriver(
      id,
      {
        session: (agent) => this.ports.session(agent),
        delivery: () => this.ports.run().deliveries[id],
        behind: () => this.isBehind(id),
        record: (change) => this.ports.commit([{ type: 'delivery-changed', delivery: id, ...change }]),
        settled: () => {
          this.drivers.delete(id)
          this.ports.changed()
        },
        broken: (error) => this.ports.broken(error),
      },
      delivery,
      beforeEnterMs,
    )
    this.drivers.set(id, driver)
    await driver.begin()
    driver.poke()
  }

  /** Something about this agent may have changed. */
  poke(agent: string): void {
    for (const driver of this.of(agent)) driver.poke()
  }

  /** A prompt was submitted: the oldest delivery that it proves takes it. */
  prompted(agent: string, text: string): void {
    for (const driver of this.of(agent)) if (driver.prompted(text)) return
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

  /** Deliveries to one agent go one after the other. One that nobody can prove does not hold up the rest. */
  private isBehind(id: string): boolean {
    const { deliveries } = this.ports.run()
    const me = deliveries[id]
    for (const driver of this.drivers.values()) {
      if (driver.id === id) return false
      const other: Delivery | undefined = deliveries[driver.id]
      if (other && me && other.agent === me.agent && driver.phase !== 'unproven') return true
    }
    return false
  }
}
