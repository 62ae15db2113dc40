import { messageOf } from '#shared/message-of'
import { agentOf } from '#shared/model/selectors'
import type { App } from './app'
import type { World } from './world'

/** A person looks again at the same thing after so long, in milliseconds. */
const LOOK_AGAIN_MS = 3000
/** Without any event for so long a person asks the lead to go on, in milliseconds. */
const STILL_MS = 20_000

/** Does what only the person may: brings runs back, starts agents again, and looks at texts that may not have arrived. */
export class Person {
  readonly counts: Record<string, number> = {}
  private readonly looked = new Map<string, number>()
  private seen = { seq: 0, at: Date.now() }

  constructor(
    private readonly world: World,
    private readonly say: (line: string) => void,
  ) {}

  async tend(app: App): Promise<void> {
    if (!app.alive) return
    for (const run of app.restorable.splice(0))
      await this.act('restored', app.order({ order: 'restore', run }))
    const { run } = app
    if (run?.phase !== 'running') return
    if (run.seq !== this.seen.seq) this.seen = { seq: run.seq, at: Date.now() }
    for (const pane of Object.values(run.panes)) {
      const agent = agentOf(run, pane.pane)
      const gone = agent === null || agent.exit !== null
      if ((!gone || !pane.start) && pane.startFailure === null) continue
      if (!this.due(`restart ${pane.pane} ${agent?.id}`)) continue
      await this.act('restarted', app.order({ order: 'restart', run: run.id, pane: pane.pane }))
    }
    for (const delivery of Object.values(run.deliveries)) {
      if (delivery.state !== 'unproven' || !this.due(`look ${delivery.id}`)) continue
      const arrived = this.world
        .lines()
        .some(
          (line) => line.type === 'prompt' && line.agent === delivery.agent && line.text === delivery.text,
        )
      this.counts['looked'] = (this.counts['looked'] ?? 0) + 1
      if (!arrived) {
        await this.act('sent again', app.order({ order: 'retry', run: run.id, delivery: delivery.id }))
      }
    }
    const lead = Object.values(run.panes).find((pane) => pane.start)
    if (lead && Date.now() - this.seen.at > STILL_MS && this.due('still')) {
      this.seen.at = Date.now()
      const order = { order: 'prompt', run: run.id, pane: lead.pane, text: 'Go on.' } as const
      await this.act('asked to go on', app.order(order))
    }
  }

  private due(what: string): boolean {
    const now = Date.now()
    if (now - (this.looked.get(what) ?? 0) < LOOK_AGAIN_MS) return false
    this.looked.set(what, now)
    return true
  }

  /** What the app refuses, or does not live to do, is tried again when it is due again. */
  private async act(name: string, done: Promise<unknown>): Promise<void> {
    try {
      await done
      this.counts[name] = (this.counts[name] ?? 0) + 1
      this.say(`person: ${name}`)
    } catch (error) {
      this.say(`person: ${name} refused: ${messageOf(error)}`)
    }
  }
}
