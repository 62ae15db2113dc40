import { fork, type ChildProcess } from 'node:child_process'
import type { Run } from '#shared/model/state'
import type { RunEvent } from '#shared/model/events'
import type { Notice } from '#shared/contract/views'
import { reduce } from '#shared/model/reduce'
import { EventSeen, NoticeSeen, StateSeen, Told, type Order } from './orders'

/** Orders without their number, which the sender gives. */
type Wish = Order extends infer O ? (O extends Order ? Omit<O, 'id'> : never) : never

/** Longest time an app has to come up, or to answer, in milliseconds. */
const PATIENCE_MS = 30_000

/** One life of the app, as its client sees it. It can be killed at any moment. */
export class App {
  readonly lines: string[] = []
  readonly notices: Notice[] = []
  run: Run | undefined
  restorable: string[] = []
  private readonly waiting = new Map<number, (told: Told) => void>()
  private readonly early: RunEvent[] = []
  private fetching = true
  private nextId = 1
  private readonly gone: Promise<void>
  private dead = false

  private constructor(
    private readonly child: ChildProcess,
    private readonly changed: () => void,
  ) {
    this.gone = new Promise((resolve) => {
      child.once('exit', () => {
        this.dead = true
        for (const [id, answer] of this.waiting) answer({ told: 'refused', id, reason: 'The app is gone.' })
        resolve()
        changed()
      })
    })
    child.on('message', (message) => this.take(Told.parse(message)))
  }

  /** Starts the app, and reads the state in which it finds its run. */
  static async start(
    options: { bundle: string; home: string; dist: string; env: NodeJS.ProcessEnv },
    changed: () => void,
  ): Promise<App> {
    const child = fork(options.bundle, [options.home, options.dist], {
      env: options.env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    const app = new App(child, changed)
    await app.up()
    await app.fetch()
    return app
  }

  get alive(): boolean {
    return !this.dead
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** Asks the app for something. Rejects with its reason when it refuses, or is gone. */
  order(wish: Wish): Promise<unknown> {
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      if (this.dead) return reject(new Error('The app is gone.'))
      const timer = setTimeout(() => reject(new Error(`No answer to ${wish.order}.`)), PATIENCE_MS)
      this.waiting.set(id, (told) => {
        clearTimeout(timer)
        this.waiting.delete(id)
        if (told.told === 'answer') resolve(told.value)
        else reject(new Error(told.told === 'refused' ? told.reason : 'unexpected'))
      })
      this.child.send({ ...wish, id }, (error) => {
        if (error) this.waiting.get(id)?.({ told: 'refused', id, reason: error.message })
      })
    })
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.gone
  }

  /** Ends every agent, the terminal host and the app. */
  async end(): Promise<void> {
    await this.order({ order: 'end' }).catch(() => undefined)
    const timer = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE_MS)
    await this.gone
    clearTimeout(timer)
  }

  private up(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The app does not come up.')), PATIENCE_MS)
      this.child.once('exit', () => reject(new Error('The app ended while it came up.')))
      this.child.on('message', (message) => {
        if (Told.parse(message).told !== 'up') return
        clearTimeout(timer)
        resolve()
      })
    })
  }

  private take(told: Told): void {
    switch (told.told) {
      case 'event': {
        const event = EventSeen.parse(told.event)
        if (this.fetching || event.seq > (this.run?.seq ?? 0) + 1) this.early.push(event)
        else this.run = reduce(this.run, event)
        // A run that was brought back is told from where it goes on.
        if (!this.fetching && this.early.length > 0) this.fetch().catch(() => undefined)
        return this.changed()
      }
      case 'notice':
        this.notices.push(NoticeSeen.parse(told.notice))
        return
      case 'line':
        this.lines.push(told.line)
        return
      case 'answer':
      case 'refused':
        this.waiting.get(told.id)?.(told)
    }
  }

  private async fetch(): Promise<void> {
    this.fetching = true
    try {
      const state = StateSeen.parse(await this.order({ order: 'state' }))
      this.restorable = state.restorable.map((each) => each.run)
      // Events that came in the meantime are in the state already, or follow it.
      for (const event of [...(state.runs[0]?.events ?? []), ...this.early.splice(0)])
        this.run = reduce(this.run, event)
    } finally {
      this.fetching = false
    }
  }

  /** The run as the app holds it, for comparing. */
  async held(): Promise<unknown> {
    const runs = await this.order({ order: 'runs' })
    return Array.isArray(runs) ? runs[0] : undefined
  }
}
