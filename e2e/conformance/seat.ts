import { setTimeout as sleep } from 'node:timers/promises'
import type { RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import { agentOf } from '#shared/model/selectors'
import type { Agent, Delivery, Run } from '#shared/model/state'
import type { Deck } from '../../electron/engine/deck'
import type { LoggedPrompt } from '../model-server/log'
import type { ModelServer } from '../model-server/server'
import { until } from '../support/wait'
import { hashOf } from './texts'

/** Control sequences, for reading what a terminal was sent. */
// oxlint-disable-next-line no-control-regex
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]P][^\u0007\u001b]*(?:\u0007|\u001b\\)|[()].|.)/g

/** Milliseconds between two keys of a person: the CLIs tell keys from a paste by it. */
const KEY_MS = 120

/** Milliseconds that anything may take that an agent does; the heaviest takes 20 s for a first start on an idle machine. */
export const PATIENCE_MS = 150_000

/** Milliseconds after which a person presses a key again that seems to have done nothing. */
const AGAIN_MS = 15_000

/** One agent alone in its run, as a client of the deck sees it, and as a person uses it. */
export class Seat {
  private folded: Run | undefined
  readonly events: RunEvent[] = []
  private readonly watchers = new Set<() => void>()

  constructor(
    readonly id: string,
    private readonly deck: () => Deck,
    private readonly model: ModelServer,
  ) {}

  take(event: RunEvent): void {
    // A run that is taken over again is told from its first event.
    if (event.seq <= (this.folded?.seq ?? 0)) return
    this.events.push(event)
    this.folded = reduce(this.folded, event)
    for (const again of [...this.watchers]) again()
  }

  get run(): Run {
    if (!this.folded) throw new Error(`Nothing has been heard of ${this.id} yet`)
    return this.folded
  }

  get pane(): string {
    return this.run.paneOrder[0] ?? ''
  }

  get agent(): Agent {
    const agent = agentOf(this.run, this.pane)
    if (!agent) throw new Error('There is no agent yet')
    return agent
  }

  /** Waits until the run, as its events tell it, gives something. */
  until<T>(
    what: string,
    look: (seat: this) => T | undefined | false | null,
    patienceMs = PATIENCE_MS,
  ): Promise<T> {
    return until(
      what,
      () => (this.folded && agentOf(this.folded, this.pane) ? look(this) : undefined),
      (again) => {
        this.watchers.add(again)
        return () => this.watchers.delete(again)
      },
      () => this.describe(),
      patienceMs,
    )
  }

  async status(status: Agent['status']): Promise<void> {
    await this.until(`the agent is ${status}`, () => this.agent.status === status)
  }

  /** Queues a prompt as the person's composer does; resolves with the delivery's id. */
  async prompt(text: string): Promise<string> {
    const { delivery } = await this.deck().handle('prompt.send', { run: this.id, pane: this.pane, text })
    return delivery
  }

  /** Lets a fresh agent take over, as the person does. */
  async handOver(when: 'idle' | 'now'): Promise<void> {
    const { id: agent, pane } = this.agent
    await this.deck().handle('pane.hand-over', { run: this.id, pane, agent, when })
  }

  /** What a hand-over told the fresh agent. */
  async handOverText(id: string): Promise<string> {
    return (await this.deck().handle('document.read', { run: this.id, kind: 'hand-over', id })).text
  }

  async delivery(id: string, what: string, fits: (delivery: Delivery) => boolean): Promise<Delivery> {
    return this.until(`delivery ${id} ${what}`, () => {
      const delivery = this.run.deliveries[id]
      return delivery && fits(delivery) ? delivery : undefined
    })
  }

  /** Submits a prompt and waits for both proofs: the deck's own, and the text at the model, whole and once. */
  async deliver(text: string, oneLine = false): Promise<LoggedPrompt> {
    const id = await this.prompt(text)
    await this.proven(id)
    const logged = await this.atModel(text, oneLine)
    await this.status('idle')
    return logged
  }

  async proven(id: string): Promise<Delivery> {
    const delivery = await this.delivery(
      id,
      'is settled',
      ({ state }) => state === 'proven' || state === 'unproven' || state === 'refused',
    )
    if (delivery.state !== 'proven')
      throw new Error(`Delivery ${id} is ${delivery.state}: ${delivery.detail}\n${await this.describe()}`)
    return delivery
  }

  async atModel(text: string, oneLine = false): Promise<LoggedPrompt> {
    const hash = hashOf(text, oneLine)
    const same = (prompt: LoggedPrompt): boolean => hashOf(prompt.text, oneLine) === hash
    const logged = await this.model.log.waitForPrompt(same, PATIENCE_MS).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n${await this.describe()}`)
    })
    const places = this.model.log.prompts
      .filter(same)
      .map(({ conversation, ordinal }) => `${conversation} ${ordinal}`)
    if (places.length > 1)
      throw new Error(`The prompt reached the model ${places.length} times: ${places.join(', ')}`)
    return logged
  }

  /** The person's keys, one write each. */
  async press(keys: readonly string[]): Promise<void> {
    const channel = this.deck().openTerminal(this.id, this.pane, {
      frame: () => undefined,
      end: () => undefined,
    })
    for (const key of keys) {
      channel.input(key)
      await sleep(KEY_MS)
    }
    channel.close()
  }

  /** Presses the keys, and again when nothing comes of it for a while, as a person does. */
  async pressUntil(what: string, keys: readonly string[], done: () => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      await this.press(keys)
      const seen = await this.until(what, done, AGAIN_MS).catch(() => false)
      if (seen) return
      if (Date.now() > deadline) throw new Error(`Not seen: ${what}\n${await this.describe()}`)
    }
  }

  async type(text: string): Promise<void> {
    await this.press([...text])
  }

  /** Waits until the screen, read as text, fits. */
  async untilScreen(what: string, fits: (screen: string) => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const screen = await this.screen()
      if (fits(screen)) return
      if (Date.now() > deadline) throw new Error(`Not seen: ${what}\n${await this.describe()}`)
      await sleep(200)
    }
  }

  /** The screen as a window would show it, as text. */
  screen(): Promise<string> {
    return new Promise((resolve) => {
      const finish = (text: string): void => {
        clearTimeout(timer)
        queueMicrotask(() => channel.close())
        resolve(text)
      }
      const timer = setTimeout(() => finish('(no screen)'), 5_000)
      const channel = this.deck().openTerminal(this.id, this.pane, {
        frame: (frame) => {
          if (frame.type === 'snapshot')
            finish(frame.data.replace(/\u001b\[\d*C/g, ' ').replace(SEQUENCES, ''))
        },
        end: (reason) => queueMicrotask(() => finish(reason)),
      })
    })
  }

  /** Asks the deck as a window does. */
  readonly handle: Deck['handle'] = (method, input) => this.deck().handle(method, input)

  async pids(): Promise<number[]> {
    const processes = await this.deck().handle('pane.processes', { run: this.id, pane: this.pane })
    return processes.map(({ pid }) => pid)
  }

  async close(): Promise<void> {
    await this.deck().handle('run.close', { run: this.id })
  }

  /** For a failed wait: status, deliveries, what the model got, the screen. */
  private async describe(): Promise<string> {
    if (!this.folded) return `Nothing was heard of ${this.id}.`
    const agent = agentOf(this.folded, this.pane)
    const deliveries = Object.values(this.folded.deliveries).map(
      ({ id, route, state, hold, proof, detail, text }) =>
        `${id} ${route} ${state} ${hold ?? ''} ${proof ?? ''} ${detail ?? ''} ${JSON.stringify(text.slice(0, 60))}`,
    )
    const observed = this.events
      .flatMap(({ at, body }) =>
        body.type === 'agent-observed' || body.type === 'agent-conversation' || body.type === 'agent-prompted'
          ? [`${at - this.run.openedAt} ${JSON.stringify(body)}`]
          : [],
      )
      .slice(-12)
    const prompts = this.model.log.prompts.slice(-4).map((prompt) => JSON.stringify(prompt.text.slice(0, 80)))
    return [
      JSON.stringify(agent),
      ...deliveries,
      ...observed,
      `model: ${prompts.join(', ')}`,
      await this.screen(),
    ].join('\n')
  }
}
