import { attentionOf, type AttentionItem } from '#shared/model/attention'
import { agentOf, orchestratorOf } from '#shared/model/selectors'
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

/** An agent's own dialog, or error, that has stood for so long is no passing thing. In milliseconds. */
const PASSING_MS = 20_000
/** A proof may be late, and whoever stands still may go on; but not after so long. In milliseconds. */
const UNCERTAIN_MS = 300_000

/** What becomes of one item: what is done now, or after how many milliseconds the run is given up if it still stands. */
export type Decision = 'agree' | 'ask' | 'give-up' | 'ignore' | { giveUpAfterMs: number }

/** Whom an item is about: of an orchestrator's troubles nobody else is told, and one that has ended starts no more. */
export type Whose = 'worker' | 'lead' | 'ended lead'

export function decisionFor({ kind }: AttentionItem, policy: StandInPolicy, whose: Whose): Decision {
  switch (kind) {
    case 'approval':
    case 'plan':
      return policy === 'agree' ? 'agree' : policy === 'ask' ? 'ask' : 'give-up'
    case 'held':
    case 'paused':
    case 'role-held':
    case 'question':
    case 'resting':
      return policy === 'ask' ? 'ask' : 'give-up'
    // None of these can be put right from here.
    case 'waiting':
    case 'start-failed':
      return { giveUpAfterMs: PASSING_MS }
    case 'unproven':
      return { giveUpAfterMs: UNCERTAIN_MS }
    case 'failed':
      return whose === 'worker' ? 'ignore' : whose === 'lead' ? { giveUpAfterMs: PASSING_MS } : 'give-up'
    case 'frozen':
      return whose === 'worker' ? 'ignore' : { giveUpAfterMs: UNCERTAIN_MS }
    default:
      return 'ignore'
  }
}

/** Looks after what needs the person in a run that is watched in a terminal, or by nobody. */
export class StandIn {
  private readonly seen = new Set<string>()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  private questions: Promise<void> = Promise.resolve()

  constructor(
    private readonly deck: Pick<Deck, 'handle'>,
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
      const decision = decisionFor(item, this.policy, whoseOf(run, item))
      if (decision === 'agree') this.act(this.agree(run, item))
      if (decision === 'ask') this.act((this.questions = this.questions.then(() => this.ask(run, item))))
      if (decision === 'give-up') this.giveUp(lastWords(item))
      if (typeof decision === 'object')
        this.timers.set(
          item.key,
          setTimeout(() => this.stillThere(item), decision.giveUpAfterMs),
        )
    }
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
  }

  /** What a finished run has to leave behind: each lesson is asked about, or named where nobody is there. */
  async lessons(run: Run): Promise<void> {
    for (const { id, text, accepted } of Object.values(run.lessons)) {
      if (run.phase !== 'finished' || accepted !== null) continue
      const lesson = `A lesson for AGENTS.md is proposed: ${printable(text)}\n`
      if (this.policy !== 'ask') {
        this.io.stderr(lesson)
        continue
      }
      const accept = /^y(es)?$/i.test((await this.io.question(`${lesson}Add it? [y/N] `)).trim())
      await this.deck.handle('lesson.decide', { run: run.id, lesson: id, accept })
    }
  }

  private stillThere(item: AttentionItem): void {
    const run = this.run()
    const stands = run && attentionOf(run).some((other) => other.key === item.key)
    if (stands) this.giveUp(lastWords(item))
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
      const text = await this.io.question(`${inFull(run, item)}Your answer: `)
      if (item.refs.question) {
        await this.deck.handle('question.answer', {
          run: run.id,
          question: item.refs.question,
          text: text.trim() || 'No answer.',
        })
      }
      return
    }
    if (item.kind === 'resting') {
      const text = await this.io.question(`${printable(item.text)}\nWrite to it (nothing ends the run): `)
      if (text.trim() === '' || item.pane === null) this.giveUp(lastWords(item))
      else await this.deck.handle('prompt.send', { run: run.id, pane: item.pane, text })
      return
    }
    const yes = /^y(es)?$/i.test((await this.io.question(`${inFull(run, item)}Let it go on? [y/N] `)).trim())
    if (item.kind === 'paused') {
      if (yes) await this.deck.handle('run.resume', { run: run.id })
      else this.giveUp(`${item.text} You did not let it go on.`)
    } else if (item.kind === 'role-held' && item.pane !== null) {
      if (yes) await this.deck.handle('role.resume', { run: run.id, pane: item.pane })
      else this.giveUp(`${item.text} You did not let it go on.`)
    } else if (item.kind === 'plan' && item.refs.question) {
      const text = yes ? 'Approved.' : (await this.why()) || 'Not like this; propose another plan.'
      await this.deck.handle('question.answer', {
        run: run.id,
        question: item.refs.question,
        text,
        approve: yes,
      })
    } else if (yes) await this.agree(run, item)
    else if (item.refs.task)
      await this.deck.handle('task.cancel', { run: run.id, task: item.refs.task, comment: await this.why() })
  }

  /** What the person says to a no; it is told to whoever hears the no. */
  private async why(): Promise<string> {
    return (await this.io.question('What should they be told? ')).trim()
  }

  private act(work: Promise<void>): void {
    work.catch((error: unknown) => this.giveUp(error instanceof Error ? error.message : String(error)))
  }
}

/** What is asked, and where all of it stands: only its first line is shown. */
function inFull(run: Run, { text, refs }: AttentionItem): string {
  const whole = run.questions[refs.question ?? '']?.text ?? run.tasks[refs.task ?? '']?.text
  return `${printable(text)}\n${whole ? `All of it: ${printable(whole.file)}\n` : ''}`
}

function whoseOf(run: Run, { pane }: AttentionItem): Whose {
  const lead = orchestratorOf(run)
  if (!lead || lead.pane !== pane) return 'worker'
  return agentOf(run, lead.pane)?.status === 'exited' ? 'ended lead' : 'lead'
}

/** Why the run is given up, and what can be done. */
function lastWords(item: AttentionItem): string {
  return `${item.text.replace(/\.$/, '')}. ${remedy(item)}`
}

function remedy({ kind }: AttentionItem): string {
  switch (kind) {
    case 'approval':
    case 'plan':
      return 'Nobody is here to answer; run it at a terminal, or agree beforehand with --yes.'
    case 'waiting':
      return 'A dialog of the agent itself can only be answered in its terminal: open the folder in the app once, then run this again.'
    case 'resting':
      return 'Nobody is here to answer; say in the task what counts as done, and that the run ends with work-done --done.'
    case 'failed':
    case 'frozen':
    case 'start-failed':
    case 'unproven':
      return 'How its terminal looked at the end is kept: dot-agent-deck export <run> --to <folder>. In the app such an agent can be started again.'
    default:
      return 'Nobody is here to answer; run it at a terminal, or in the app.'
  }
}
