import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import writeFileAtomic from 'write-file-atomic'
import type { ProgramStatus } from '#shared/contract/terminal'
import type { Agent } from '#shared/model/state'
import {
  adapterFor,
  newTracker,
  overUnsaid,
  track,
  type AgentAdapter,
  type LaunchAdditions,
  type Observation,
  type ScreenReading,
  type TrackerState,
} from '../agents/index'
import type { DialogMenu, Followed, Follower, ReplyTo, RestLine } from '../agents/adapter'
import { restLine } from '../agents/screen-text'
import { unpasted } from '../agents/text'
import { certainAsk, type Asked } from '../agents/asked'
import { ANSWERS_FOLDER, type AskAnswer } from '../agents/reply'
import type { View } from '../delivery/view'
import type { Screen, TerminalHost } from '../terminal/host'
import { endsAtCursor, shows, showsWhole, standsAlone, standsBehindOthers } from './box-text'
import { TYPING_PAUSE_MS, noKeys, typed, typedLine, type PersonKeys } from './person-keys'
import { knownTracker, shownStatus, type ShownStatus } from './shown-status'

/** A screen that has been read. */
export interface Look {
  screen: Screen
  reading: ScreenReading
  ready: boolean
}

/** An agent at work shows a sign of it several times a second; one that shows none for so long has ended its turn. In milliseconds. */
const STILL_MS = 30_000

/** Between two keys of a command, in milliseconds, and how often it is looked for before it counts as not taken. */
const KEY_MS = 80
const COMMAND_LOOKS = 15

/** Output has ended for so long before the screen is read, and under steady output it is read so often. In milliseconds. */
const SETTLE_MS = 350
const STEADY_MS = 1000

/**
 * One living agent: what is known of it, and the only way to write to it. `changed` is called whenever something
 * became known that may matter to its card or to a delivery.
 */
export class AgentSession {
  tracker: TrackerState
  /** When it began, if that was before this deck did. Epoch milliseconds. */
  private readonly startedAt: number | undefined
  /** Set while the deck itself ends the agent. */
  ending = false
  private keys: PersonKeys = noKeys
  private pasted: { keysAt: number; entered: boolean } | undefined
  private rest: RestLine | undefined
  /** The dialog on the screen when it was read last, as far as its rows can be chosen. */
  private menu: DialogMenu | undefined
  /** Since when this dialog has been there, epoch milliseconds. */
  menuSince = 0
  /** Words about compactions that were on the screen at the last look. */
  private compactions: number | undefined
  /** What the person has typed since their last Enter. */
  private line = ''
  private held: string[] | undefined
  /** A command of the agent's own is being typed for the person. */
  private commanding = false
  private settle: NodeJS.Timeout | undefined
  /** A look that is planned, and what must not have moved until then. */
  private still: { timer: NodeJS.Timeout; outputBytes: number; reports: number } | undefined
  /** Output has arrived since the look that `settle` will take was planned. */
  private unsettled = false
  private lastRead = 0
  private follower: Follower | undefined
  /** What it said at the end of its last turn, where its CLI tells. */
  lastMessage: string | undefined
  /** Counts signs of life: what it printed, and what it told. */
  readonly moved = { outputs: 0, reports: 0 }
  private report: ((seen: Observation) => void) | undefined

  constructor(
    readonly id: string,
    readonly pane: string,
    /** Replaced once, when an agent of an unknown command makes itself known by its hooks. */
    public adapter: AgentAdapter,
    readonly additions: LaunchAdditions,
    private readonly host: TerminalHost,
    /** The agent's own folder in the deck's data folder. */
    private readonly folder: string,
    private readonly changed: (session: AgentSession) => void,
    /** What was known of it, when it lived before this deck did. */
    known?: Agent,
    private readonly now: () => number = Date.now,
    private readonly stillMs = STILL_MS,
  ) {
    this.tracker = known ? knownTracker(known) : newTracker(now())
    this.startedAt = known?.startedAt
  }

  /** Folds what a source says. */
  observe(seen: Observation): void {
    if (seen.source === 'hook' || seen.source === 'osc7501') this.moved.reports++
    if (seen.source === 'hook' && seen.kind === 'turn-end') this.lastMessage = seen.message
    const before = this.tracker
    this.tracker = track(before, seen, this.now())
    // Whoever hears of a change looks at the screen again, so saying the same twice would never end.
    if (!isDeepStrictEqual(this.tracker, before)) this.changed(this)
  }

  programStatus(status: ProgramStatus): void {
    const { state, kind, msg, id } = status
    this.observe({
      source: 'osc7501',
      state,
      ...(kind ? { kind } : {}),
      ...(msg ? { msg } : {}),
      ...(id ? { id } : {}),
    })
  }

  title(title: string): void {
    const state = this.adapter.readTitle(title)
    this.observe({ source: 'title', title, ...(state ? { state } : {}) })
  }

  /** From now on also reports what the agent itself writes down, where its adapter can read that. */
  follow(report: (seen: Observation) => void): void {
    this.report = report
    const agent = {
      ...this.living,
      since: this.now(),
      ...(this.startedAt === undefined ? {} : { startedAt: this.startedAt }),
    }
    this.follower = this.adapter.follow?.(agent, report)
  }

  /** Its processes, outermost first, whenever they are asked for. */
  get living(): Pick<Followed, 'processes' | 'platform'> {
    return {
      processes: async () => (await this.host.processes(this.id)).map((each) => each.pid),
      platform: process.platform,
    }
  }

  /** Output arrives: the screen is read when it has settled, or now and then while it does not. */
  activity(): void {
    this.moved.outputs++
    this.follower?.poke()
    const due = this.now() - this.lastRead >= STEADY_MS
    if (this.settle && !due) clearTimeout(this.settle)
    else if (this.settle) {
      this.unsettled = true
      return
    }
    this.settle = setTimeout(() => {
      this.settle = undefined
      this.follower?.poke()
      // A connection that is lost, or left, is told by the host itself.
      this.look().then(
        () => this.changed(this),
        () => undefined,
      )
      // Without a last look after the last output a program would seem to be busy for ever.
      if (this.unsettled) this.activity()
    }, SETTLE_MS)
    this.unsettled = false
  }

  /** Reads the screen as it is now, and lets the tracker know. Undefined when the session is gone. */
  async look(): Promise<Look | undefined> {
    await this.recognise()
    const takenAt = this.now()
    this.lastRead = takenAt
    const screen = await this.host.screen(this.id)
    if (!screen) return undefined
    const context = {
      now: this.now(),
      typedSinceSubmit: this.keys.typed,
      ...(this.rest ? { rest: this.rest } : {}),
    }
    const reading = this.adapter.readScreen(screen, context)
    if (reading.box === 'empty') this.rest = restLine(screen)
    // What we paste ourselves is no news about the agent; a dialog, and what it does after Enter, is.
    const ours = this.pasted?.entered === false && !reading.dialog
    this.observe({ source: 'screen', reading: ours ? { box: 'draft' } : reading, takenAt })
    this.noteCompactions(reading)
    this.watchStill(screen, reading)
    this.noteMenu(reading.dialog ? this.adapter.readMenu?.(screen) : undefined)
    return { screen, reading, ready: this.adapter.ready(screen, this.tracker, context) }
  }

  /** One more than at the last look is news; what an earlier deck has seen is none. */
  private noteCompactions({ box, compactions = 0 }: ScreenReading): void {
    if (box === 'absent' || box === 'unknown') return
    const before = this.compactions ?? compactions
    this.compactions = compactions
    if (compactions > before) this.report?.({ source: 'notice', kind: 'compacted' })
  }

  /** A hook can be lost, and its agent would be busy for ever: its screen is looked at again when it should have moved. */
  private watchStill(screen: Screen, reading: ScreenReading): void {
    const over = !this.pasted && overUnsaid(this.tracker, reading)
    const { reports } = this.moved
    const { outputBytes } = screen
    if (over && this.still?.outputBytes === outputBytes && this.still.reports === reports) return
    clearTimeout(this.still?.timer)
    this.still = undefined
    if (!over) return
    const timer = setTimeout(() => {
      this.still = undefined
      this.host.screen(this.id).then(
        (now) => {
          const moved = now?.outputBytes !== outputBytes || this.moved.reports !== reports
          if (!moved && !this.pasted) this.report?.({ source: 'screen', reading, still: true })
        },
        () => undefined,
      )
    }, this.stillMs)
    this.still = { timer, outputBytes, reports }
  }

  private noteMenu(menu: DialogMenu | undefined): void {
    const news = !isDeepStrictEqual(menu, this.menu)
    if (!menu || !this.menu || menu.about !== this.menu.about) this.menuSince = this.now()
    this.menu = menu
    if (news) this.changed(this)
  }

  /** What it asks, as far as that is certain by what is known now. */
  get asked(): Asked | undefined {
    return certainAsk(this.tracker, this.menu)
  }

  /** Gives an answer to an agent that takes it by itself; only what was told with the request opens it. */
  async reply({ id, key }: ReplyTo, answer: AskAnswer): Promise<void> {
    const folder = join(this.folder, ANSWERS_FOLDER)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFileAtomic(join(folder, `${id}.json`), JSON.stringify({ key, ...answer }), { mode: 0o600 })
  }

  /** A key of the deck's own, for a dialog that the person answers on the card. */
  key(data: string): void {
    this.host.write(this.id, data)
  }

  /**
   * Types one of the agent's own commands as a person does, key by key, for some would take a burst for a paste. The person's
   * keys and all deliveries wait until `commanded`.
   * @returns whether it stands in the box.
   */
  async typeCommand(command: string): Promise<boolean> {
    this.held ??= []
    this.commanding = true
    for (const key of command) {
      this.host.write(this.id, key)
      await wait(KEY_MS)
    }
    for (let looks = 0; looks < COMMAND_LOOKS; looks++) {
      const screen = await this.host.screen(this.id)
      if (screen && (endsAtCursor(screen, command) || standsAlone(screen, command))) return true
      await wait(SETTLE_MS)
    }
    return false
  }

  /** Whether a command of its own is being typed. */
  get isCommanded(): boolean {
    return this.commanding
  }

  /** The command was submitted, or is taken out of the box again. */
  commanded(): void {
    this.commanding = false
    this.release()
  }

  /** An agent that its command did not name has been met at its shim, perhaps one that has no hooks to say so. */
  private async recognise(): Promise<void> {
    if (this.adapter.id !== 'any') return
    const agent = await this.additions.agent?.()
    if (agent === undefined) return
    this.adapter = adapterFor(agent)
    if (this.report) this.follow(this.report)
  }

  /** What a delivery has to know. `text` is what it wants to submit. */
  viewOf({ screen, reading, ready }: Look, text: string, behind: boolean): View {
    const mine = this.pasted
    const seen = mine !== undefined && !reading.dialog && endsAtCursor(screen, text)
    // The person's Enter answered a dialog: our text still stands there, and nothing of theirs.
    const elsewhere = seen && this.keys.typed === 0
    const inBox = mine !== undefined && reading.box === 'draft' && shows(reading.draft, text)
    return {
      status: this.tracker.status,
      ready,
      box: seen ? 'draft' : reading.box,
      dialog: reading.dialog !== undefined,
      holdsText: seen || inBox,
      arriving: inBox && !showsWhole(reading.draft, text),
      behindOthers:
        inBox && standsBehindOthers(reading.draft, unpasted(this.adapter.submit.chunks(text, screen))),
      personTyped: mine ? this.keys.lastAt > mine.keysAt && !elsewhere : this.keys.typed > 0,
      personTyping: this.now() - this.keys.lastAt < TYPING_PAUSE_MS && this.keys.typed > 0 && !mine,
      // A second stash would destroy the first.
      canStash: this.adapter.canStash && !reading.stashed,
      behind: behind || this.commanding,
    }
  }

  /** Milliseconds until the person is taken to have stopped typing; 0 when they have. */
  get typingFor(): number {
    return this.keys.typed > 0 ? Math.max(0, TYPING_PAUSE_MS - (this.now() - this.keys.lastAt)) : 0
  }

  /** Whether the person may have left half-typed text. */
  get hasDraft(): boolean {
    return this.keys.typed > 0
  }

  /** The person's keys. While a text is being submitted they wait for that blink, in order. */
  input(data: string): void {
    if (this.held) {
      this.held.push(data)
      return
    }
    this.keys = typed(this.keys, data, this.now())
    this.noteLine(data)
    this.host.write(this.id, data)
    this.changed(this)
  }

  /**
   * The person's own command tells that they begin a new conversation, of which many agents say nothing before its first prompt, and
   * some never do. Its id is not known then.
   */
  private noteLine(data: string): void {
    if (this.adapter.reset === undefined) return
    const { line, submitted } = typedLine(this.line, data)
    this.line = line
    const idle = this.tracker.status === 'idle'
    if (idle && submitted?.trim() === this.adapter.reset) this.report?.({ source: 'person', kind: 'reset' })
  }

  /** Pastes a text, the person's keys held from here on. */
  async paste(text: string, stash: boolean): Promise<void> {
    this.held ??= []
    const { submit } = this.adapter
    if (stash && submit.stash) this.host.write(this.id, submit.stash)
    const screen = await this.host.screen(this.id)
    for (const chunk of submit.chunks(text, { bracketedPaste: screen?.bracketedPaste ?? false })) {
      this.host.write(this.id, chunk)
    }
    this.pasted = { keysAt: this.keys.lastAt, entered: false }
  }

  /** A text of ours may stand in the box since before this deck started. */
  pastedBefore(): void {
    this.pasted = { keysAt: 0, entered: false }
  }

  /** Presses Enter on what was pasted, and gives back the screen just before it. */
  async enter(): Promise<Screen | undefined> {
    const before = await this.host.screen(this.id)
    this.host.write(this.id, this.adapter.submit.enter)
    this.keys = noKeys
    if (this.pasted) this.pasted = { ...this.pasted, entered: true }
    return before
  }

  /** A prompt is on its way, by Enter or with the start: what its agent writes of it is waited for. */
  promptSent(): void {
    this.follower?.expectPrompt()
  }

  /** Lets the person's keys through again. */
  release(): void {
    const held = this.held
    this.held = undefined
    for (const data of held ?? []) this.input(data)
  }

  /** The delivery is over: the box is the person's again. */
  settled(): void {
    this.pasted = undefined
    this.release()
  }

  dispose(): void {
    this.follower?.stop()
    clearTimeout(this.settle)
    clearTimeout(this.still?.timer)
    this.held = undefined
  }

  /** What a card shows. */
  get shown(): ShownStatus {
    return shownStatus(this.tracker, this.asked)
  }
}
