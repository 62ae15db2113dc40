import type { View } from '../../delivery/view'

/**
 * How a program shows itself.
 * - `hooked`: hooks tell its status at once and prove a submit; its box can be read and drafts be put aside. What its
 *   screen says of being ready is blind to turns and dialogs, so only the status can hold a text back.
 * - `seen`: nothing but its screen: the status lags, a box with text cannot be read, drafts cannot be put aside, and
 *   the screen proves a submit.
 */
export type Habit = 'hooked' | 'seen'

type State = 'starting' | 'idle' | 'thinking' | 'working'

/** An agent program in a simulated world, with an input box that behaves like one. */
export class WorldAgent {
  alive = true
  state: State = 'starting'
  dialog = false
  /** What stands in the box: ids of deliveries, and `person` for the person's own words. */
  box: string[] = []
  stash: string[] = []
  /** Every submit, as what stood in the box. */
  readonly submits: string[][] = []
  /** Texts of submits that the hooks have yet to report. */
  readonly prompts: { delivery: string; text: string }[] = []
  /** First prompt that the start carries. */
  argument: { delivery: string; text: string } | undefined
  /** The start did not carry it. */
  argumentMissed = false
  /** Deliveries that the agent has got and not reported on. */
  jobs: string[] = []
  hasReported = false
  /** What the deck takes its status for. */
  status: View['status'] = 'starting'
  keysHeld = false
  /** Keys of the person since the last submit, and whether some came after our paste. */
  typed = 0
  typedAfterPaste = false
  typing = false
  /** The delivery that was pasted and is not through. */
  pastedFor: string | undefined
  /** The next paste or Enter has no effect; the next proof never comes. */
  dropsPaste = false
  swallowsEnter = false
  losesProof = false
  /** The screen shows a submit clearly enough. */
  screenTells = true
  private readonly told = new Set<string>()
  private readonly texts = new Map<string, string>()

  constructor(
    readonly id: string,
    readonly pane: string,
    readonly habit: Habit,
  ) {}

  private get pasted(): boolean {
    return this.pastedFor !== undefined
  }

  get inTurn(): boolean {
    return this.state === 'thinking' || this.state === 'working'
  }

  hasSubmitted(delivery: string): boolean {
    return this.submits.some((parts) => parts.includes(delivery))
  }

  /** Whether the deck has been told that it was submitted. */
  proofTold(delivery: string): boolean {
    return this.told.has(delivery)
  }

  view(delivery: string, behind: boolean): View {
    if (this.habit === 'hooked') this.status = this.trueStatus
    const hooked = this.habit === 'hooked'
    const full = this.box.length > 0
    // Where the box cannot be read, keys of the person's count as a draft, and what was pasted may be there or not.
    const seen = this.pasted ? 'unknown' : full || this.typed > 0 ? 'draft' : 'empty'
    return {
      status: this.status,
      ready: hooked ? this.state !== 'starting' : this.state === 'idle',
      box: hooked ? (full ? 'draft' : 'empty') : seen,
      dialog: !hooked && this.dialog,
      holdsText: hooked && this.pasted && this.box.includes(delivery),
      personTyped: this.pasted ? this.typedAfterPaste : this.typed > 0,
      personTyping: this.typing && !this.pasted,
      // Putting a second draft aside would lose the first.
      canStash: hooked && this.stash.length === 0,
      behind,
    }
  }

  get trueStatus(): View['status'] {
    return this.dialog ? 'waiting' : this.state
  }

  /** The deck pastes. */
  paste(delivery: string, text: string, stash: boolean): void {
    this.mustBeReady(`${delivery} is typed`)
    if (this.typing) throw new Error(`${delivery} is typed into the person's words`)
    // A program that cannot put a draft aside takes no notice of the key.
    if (stash && this.habit === 'hooked') {
      if (this.stash.length > 0) throw new Error('A draft that was put aside is lost')
      this.stash = this.box
      this.box = []
    }
    if (this.box.length > 0) throw new Error(`${delivery} is typed behind ${this.box.join()}`)
    this.keysHeld = true
    this.pastedFor = delivery
    this.typedAfterPaste = false
    this.texts.set(delivery, text)
    if (!this.dropsPaste) this.box.push(delivery)
    this.dropsPaste = false
  }

  /** The deck presses Enter. */
  deckEnter(delivery: string, again: boolean): void {
    this.mustBeReady(`Enter is pressed for ${delivery}`)
    if (this.box.some((part) => part !== delivery))
      throw new Error(`Enter for ${delivery} would submit ${this.box.join()}`)
    if (this.box.includes(delivery) && this.hasSubmitted(delivery) && !again)
      throw new Error(`${delivery} is submitted twice`)
    this.enter()
    this.typed = 0
    this.keysHeld = false
  }

  /** The person's keys; none while the deck holds them. */
  personTypes(): void {
    if (this.keysHeld || this.dialog || this.state === 'starting') return
    this.box.push('person')
    this.typed++
    this.typing = true
    if (this.pasted) this.typedAfterPaste = true
  }

  personClears(): void {
    if (this.keysHeld || this.dialog) return
    this.box = []
    this.typed = 0
    this.typing = false
    if (this.pasted) this.typedAfterPaste = true
  }

  personSubmits(): void {
    if (this.keysHeld || this.dialog || this.inTurn || this.box.length === 0) return
    this.enter()
    this.typed = 0
    this.typing = false
  }

  /** The delivery is over or held again: the box is the person's. */
  settled(delivery: string): void {
    if (this.pastedFor !== delivery) return
    this.pastedFor = undefined
    this.keysHeld = false
  }

  /** Goes on by one step of its own. */
  tick(): void {
    if (this.dialog) return
    if (this.state === 'starting') {
      this.state = 'idle'
      if (this.argument && !this.argumentMissed) {
        this.box = [this.argument.delivery]
        this.texts.set(this.argument.delivery, this.argument.text)
        this.enter()
      }
    } else if (this.state === 'thinking') this.state = 'working'
    else if (this.state === 'working') this.state = 'idle'
  }

  /** The next proof that the hooks have to report. */
  nextPrompt(): { delivery: string; text: string } | undefined {
    const prompt = this.prompts.shift()
    if (prompt) this.told.add(prompt.delivery)
    return prompt
  }

  private enter(): void {
    if (this.swallowsEnter || this.box.length === 0) {
      this.swallowsEnter = false
      return
    }
    const parts = this.box
    this.submits.push(parts)
    this.box = this.stash
    this.stash = []
    this.state = 'thinking'
    const mine = parts.find((part) => part !== 'person')
    if (mine !== undefined) {
      this.jobs.push(mine)
      if (this.habit === 'hooked' && !this.losesProof)
        this.prompts.push({ delivery: mine, text: this.texts.get(mine) ?? '' })
    }
    this.losesProof = false
  }

  private mustBeReady(what: string): void {
    if (!this.alive) throw new Error(`${what} for an agent that is gone`)
    if (this.dialog) throw new Error(`${what} while a dialog is open`)
    if (this.state !== 'idle') throw new Error(`${what} while the agent is ${this.state}`)
  }
}
