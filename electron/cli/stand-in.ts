import { attentionOf, type AttentionItem } from '#shared/model/attention'
import type { Run } from '#shared/model/state'
import type { Deck } from '../engine/deck'
import type { CliIo } from './args'
import { printable } from './progress'

/** What a run without a window does when it needs the person. */
export type StandInPolicy =
  /** The person agreed to every approval and plan beforehand. */
  | 'agree'
  /** The person sits at the terminal. */
  | 'ask'
  /** Nobody is there. */
  | 'nobody'

/** What becomes of one item. `later`: not yet, it may go away by itself. */
export function decisionFor(
  item: AttentionItem,
  policy: StandInPolicy,
): 'agree' | 'ask' | 'later' | 'give-up' | 'ignore' {
  switch (item.kind) {
    case 'approval':
    case 'plan':
      return policy === 'agree' ? 'agree' : policy === 'ask' ? 'ask' : 'give-up'
    case 'held':
    case 'paused':
    case 'question':
      return policy === 'ask' ? 'ask' : 'give-up'
    case 'waiting':
      return 'later'
    case 'resting':
      return policy === 'ask' ? 'ignore' : 'give-up'
    default:
      return 'ignore'
  }
}

/** A dialog of an agent's own cannot be answered from here; one that has stood for so long is no passing thing. In milliseconds. */
const DIALOG_MS = 20_000

/** Looks after what needs the person in a run that is watched in a terminal, or by nobody. */
export class StandIn {
  private readonly seen = new Set<string>()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  private questions: Promise<void> = Promise.resolve()

  constructor(
    private readonly deck: Deck,
    private readonly io: CliIo,
    private readonly policy: StandInPolicy,
    /** The run cannot go on without the person. */
    private readonly giveUp: (reason: string) => void,
    /** As the last event left it. */
    private readonly run: () => Run | undefined,
  ) {}

  look(run: Run): void {
    for (const item of attentionOf(run)) {
      if (this.seen.has(item.key)) continue
      this.seen.add(item.key)
      const decision = decisionFor(item, this.policy)
      if (decision === 'agree') this.act(this.agree(run, item))
      if (decision === 'ask') this.act((this.questions = this.questions.then(() => this.ask(run, item))))
      if (decision === 'give-up') this.giveUp(`${item.text}. Nobody is here to answer; ${remedy(item)}`)
      if (decision === 'later')
        this.timers.set(
          item.key,
          setTimeout(() => this.stillThere(item), DIALOG_MS),
        )
    }
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
  }

  private stillThere(item: AttentionItem): void {
    const run = this.run()
    const stands = run && attentionOf(run).some((other) => other.key === item.key)
    if (stands) this.giveUp(`${item.text}. ${remedy(item)}`)
  }

  private async agree(run: Run, { refs }: AttentionItem): Promise<void> {
    if (refs.task && !refs.question) await this.deck.handle('task.release', { run: run.id, task: refs.task })
    if (refs.question) {
      const approval = { run: run.id, question: refs.question, text: 'Approved beforehand.', approve: true }
      await this.deck.handle('question.answer', approval)
    }
  }

  private async ask(run: Run, item: AttentionItem): Promise<void> {
    if (item.kind === 'question') {
      const text = await this.io.question(`${printable(item.text)}\nYour answer: `)
      if (item.refs.question) {
        await this.deck.handle('question.answer', {
          run: run.id,
          question: item.refs.question,
          text: text.trim() || 'No answer.',
        })
      }
      return
    }
    const yes = /^y(es)?$/i.test(
      (await this.io.question(`${printable(item.text)}\nLet it go on? [y/N] `)).trim(),
    )
    if (item.kind === 'paused') {
      if (yes) await this.deck.handle('run.resume', { run: run.id })
      else this.giveUp(`${item.text} You did not let it go on.`)
    } else if (item.kind === 'plan' && item.refs.question) {
      const text = yes ? 'Approved.' : 'Not like this; propose another plan.'
      await this.deck.handle('question.answer', {
        run: run.id,
        question: item.refs.question,
        text,
        approve: yes,
      })
    } else if (yes) await this.agree(run, item)
    else if (item.refs.task) await this.deck.handle('task.cancel', { run: run.id, task: item.refs.task })
  }

  private act(work: Promise<void>): void {
    work.catch((error: unknown) => this.giveUp(error instanceof Error ? error.message : String(error)))
  }
}

function remedy(item: AttentionItem): string {
  switch (item.kind) {
    case 'approval':
    case 'plan':
      return 'run it at a terminal, or agree beforehand with --yes.'
    case 'waiting':
      return 'A dialog of the agent itself can only be answered in its terminal: open the folder in the app once, then run this again.'
    case 'resting':
      return 'say in the task what counts as done, and that the run ends with work-done --done.'
    default:
      return 'run it at a terminal, or in the app.'
  }
}
