import type { BodyOf } from '#shared/model/events'
import type { Delivery } from '#shared/model/state'
import { normalised } from '../agents/text'
import type { AgentSession } from '../run/agent-session'
import type { Screen } from '../terminal/host'
import {
  defaultRecipe,
  newMachine,
  provable,
  resumedMachine,
  settled,
  step,
  type Effect,
  type Input,
  type Machine,
} from './machine'

/** What a driver needs of its run. */
export interface DriverPorts {
  /** The agent it is for, while that lives. */
  session(agent: string): AgentSession | undefined
  /** The text as it stands now; a held report may have grown. */
  delivery(): Delivery | undefined
  /** Whether another delivery to the same agent goes first. */
  behind(): boolean
  /** Whether anybody still waits for it: a task that was cancelled meanwhile is not to be typed. */
  wanted(): boolean
  /** Into the journal; resolves when it is there. */
  record(change: Omit<BodyOf<'delivery-changed'>, 'type' | 'delivery'>): Promise<void>
  /** Nothing can happen to it any more. */
  settled(): void
  /** It cannot go on, because its journal or its terminal host is gone; it stays as it was recorded. */
  broken(error: unknown): void
}

/** An input whose view is taken when its turn comes, so that decisions are made on what is, not on what was. */
type Signal = Exclude<Input, { view: unknown }> | { kind: 'seen' } | { kind: 'due' }

/**
 * Carries out one delivery: feeds the machine with what is seen, one input after the other, and does what it says.
 */
export class DeliveryDriver {
  private machine: Machine
  private readonly queue: Signal[] = []
  private running = false
  private draining: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined
  private again: NodeJS.Timeout | undefined
  private beforeEnter: Screen | undefined
  /** When an earlier deck was about to press Enter; it alone saw the screen before that. */
  private readonly enterAt: number | undefined
  private readonly opening: Effect[]
  /** We have pasted and are not through: the box and the person's keys are ours to give back, not those of another delivery. */
  private mayStandInBox: boolean

  constructor(
    readonly id: string,
    private readonly ports: DriverPorts,
    delivery: Delivery,
    beforeEnterMs: number,
    /** It was under way when the deck ended. */
    resumed = false,
  ) {
    const recipe = { ...defaultRecipe, beforeEnterMs }
    const { state, route } = delivery
    const { machine, effects } =
      resumed && (state === 'held' || state === 'typing' || state === 'submitted' || state === 'unproven')
        ? resumedMachine(route, state, recipe)
        : newMachine(route, recipe)
    this.machine = machine
    this.opening = effects
    this.mayStandInBox = resumed && route === 'typed' && (state === 'typing' || state === 'submitted')
    this.enterAt = resumed && route === 'typed' ? (delivery.submittedAt ?? undefined) : undefined
  }

  get phase(): Machine['phase'] {
    return this.machine.phase
  }

  /** Records what the route begins with. By argument: before the agent is started with it. */
  async begin(): Promise<void> {
    if (this.mayStandInBox) this.session()?.pastedBefore()
    for (const effect of this.opening) await this.carryOut(effect)
    if (this.machine.phase === 'submitted') this.session()?.promptSent()
  }

  /** Something about the agent may have changed. */
  poke(): void {
    if (!this.queue.some((signal) => signal.kind === 'seen')) this.feed({ kind: 'seen' })
  }

  /** A hook reported a submitted prompt. True when it was this one. */
  prompted(reported: string): boolean {
    const delivery = this.ports.delivery()
    const session = this.session()
    if (!delivery || !session || !provable(this.machine)) return false
    const mine =
      session.adapter.matches(delivery.text, reported) ||
      normalised(reported).includes(normalised(delivery.text))
    if (mine) this.feed({ kind: 'prompted' })
    return mine
  }

  feed(signal: Signal): void {
    this.queue.push(signal)
    if (this.running) return
    this.running = true
    this.draining = this.drain()
    this.draining.catch((error: unknown) => {
      this.ports.broken(error)
      // A screen that could not be read, because its terminal host was lost, must not keep the loss of the agent from counting.
      const next = this.queue.shift()
      if (next) this.feed(next)
    })
  }

  /** Resolves when all that was fed has been dealt with; rejects when it could not be. */
  through(): Promise<void> {
    return this.draining
  }

  dispose(): void {
    clearTimeout(this.timer)
    clearTimeout(this.again)
  }

  private session(): AgentSession | undefined {
    const agent = this.ports.delivery()?.agent
    return agent ? this.ports.session(agent) : undefined
  }

  private async drain(): Promise<void> {
    try {
      for (let signal = this.queue.shift(); signal; signal = this.queue.shift()) await this.take(signal)
    } finally {
      // In the same turn in which the queue was found empty: what is fed after that begins a new drain.
      this.running = false
    }
  }

  private async take(signal: Signal): Promise<void> {
    const input = await this.inputOf(signal)
    if (!input) return
    const before = this.machine.phase
    const { machine, effects } = step(this.machine, input)
    this.machine = machine
    for (const effect of effects) await this.carryOut(effect)
    // Held again, it may go at once, and a screen at rest would never wake us.
    if (machine.phase === 'held' && before !== 'held') this.poke()
    if (settled(this.machine)) {
      this.giveBack()
      this.dispose()
      this.ports.settled()
    }
  }

  private async inputOf(signal: Signal): Promise<Input | undefined> {
    if (signal.kind !== 'seen' && signal.kind !== 'due') return signal
    if (settled(this.machine)) return undefined
    if (this.machine.phase === 'held' && !this.ports.wanted()) return { kind: 'cancelled' }
    const delivery = this.ports.delivery()
    const session = this.session()
    const look = await session?.look()
    if (!delivery || !session || !look) {
      // A terminal that is still being started has no screen; patience must not end with that.
      if (signal.kind === 'due' && session) this.wakeIn(UNREAD_AGAIN_MS)
      return undefined
    }
    if (this.machine.phase === 'submitted' || this.machine.phase === 'unproven') {
      if (await this.argumentMissed(session, look.ready)) return { kind: 'argument-missed' }
      if (this.seenSubmitted(session, delivery.text, look.screen)) return { kind: 'screen-proof' }
    }
    const view = session.viewOf(look, delivery.text, this.ports.behind())
    // Nothing else would wake us when the person stops typing, or when a screen that is not readable yet comes to rest.
    if (this.machine.phase === 'held' && (view.personTyping || !view.ready)) {
      clearTimeout(this.again)
      this.again = setTimeout(() => this.poke(), Math.max(session.typingFor, UNREAD_AGAIN_MS))
    }
    return { kind: signal.kind, view }
  }

  /** The agent waits at its input box, but never passed through the shim that carries the argument, or had no place for it. */
  private async argumentMissed(session: AgentSession, ready: boolean): Promise<boolean> {
    if (this.machine.route !== 'argument' || !ready) return false
    const { firstPromptPassed, carried, promptLeft } = session.additions
    return !(firstPromptPassed && (await carried())) || (await promptLeft?.()) === true
  }

  /** Where the agent's hooks are heard, nothing else proves; elsewhere the screen has to. */
  private seenSubmitted(session: AgentSession, text: string, now: Screen): boolean {
    if (session.tracker.trust === 'hook') return false
    return session.adapter.sawSubmit(text, this.beforeEnter, now, this.enterAt)
  }

  private async carryOut(effect: Effect): Promise<void> {
    const session = this.session()
    switch (effect.do) {
      case 'record': {
        const { do: _, ...change } = effect
        if (effect.state === 'held' || effect.state === 'unproven') this.giveBack()
        return this.ports.record(change)
      }
      case 'type':
        this.mayStandInBox = true
        return session?.paste(this.ports.delivery()?.text ?? '', effect.stash)
      case 'enter':
        this.beforeEnter = await session?.enter()
        session?.promptSent()
        session?.release()
        return
      case 'let-go':
        if (this.mayStandInBox) session?.release()
        return
      case 'wait':
        this.wakeIn(effect.ms)
    }
  }

  /** The box is the person's again. */
  private giveBack(): void {
    if (this.mayStandInBox) this.session()?.settled()
    this.mayStandInBox = false
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.feed({ kind: 'due' }), ms)
  }
}

/** How soon a screen that could not be read is looked at again. In milliseconds. */
const UNREAD_AGAIN_MS = 400
