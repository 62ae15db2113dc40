import { createStore } from 'zustand/vanilla'
import type { AskOption } from '#shared/model/events'
import { adviceFor, agentOf, orchestratorOf } from '#shared/model/selectors'
import { nameOf } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { ask, link, reasonOf } from '../../state/deck'

/** A permission or a question of an agent's own dialog that can be answered from here. */
export interface Asked {
  /** Another thing that is asked, or other words for it, has another key. */
  key: string
  run: string
  pane: string
  role: string
  /** What it asks, in full, as the agent says it. */
  what: string
  /** The choices of a question; null for a permission. */
  options: AskOption[] | null
  /** What the deck knows it by. */
  ask: number
}

/** How far the orchestrator's advice has come on what is asked. */
export interface Advice {
  /** The orchestrator's role. */
  lead: string
  /** Its question; null while it has not been asked. */
  question: string | null
  /** Its words, as far as a line shows them; null while it has not answered. */
  words: string | null
}

/** Who else could be asked; null where there is no orchestrator besides. */
export function adviceOn(run: Run, { pane }: Asked): Advice | null {
  const lead = orchestratorOf(run)
  const agent = agentOf(run, pane)
  if (run.orchestration === null || !lead || lead.pane === pane || !agent) return null
  if (agentOf(run, lead.pane)?.status === 'exited') return null
  const question = adviceFor(run, agent)
  return {
    lead: lead.role,
    question: question?.id ?? null,
    words: question?.answer?.preview ?? null,
  }
}

/** Puts what is asked to the orchestrator; why that was refused is told as a notice. */
export async function seekAdvice({ run, pane, ask: times, what }: Asked): Promise<void> {
  await ask('ask.to-orchestrator', { run, pane, ask: times, waitingFor: what })
}

/** What the person decides: of a permission, or the place of a question's choice. */
export type AskChoice = 'allow' | 'deny' | { option: number }

/** Where it was answered: why it was refused is said there, and only there. */
export type AnsweredAt = 'card' | 'list'

/** How far an answer has come. Nothing is known of one that was never given. */
export type Answer = { at: AnsweredAt } & (
  { kind: 'sending'; choice: AskChoice } | { kind: 'refused'; reason: string }
)

/** Answers by the key of what was asked: a card and the list of what needs the person show the same one. */
export const answers = createStore<Record<string, Answer>>(() => ({}))

/** Milliseconds after an accepted answer until it may be given again, should the agent still ask the same. */
const ASK_AGAIN = 4000

/** What the agent of a pane asks now, if it can be answered from here. */
export function askedOf(run: Run, pane: string): Asked | null {
  const agent = agentOf(run, pane)
  if (run.phase === 'closed' || agent?.status !== 'waiting' || !agent.answerable) return null
  const { waitingFor: what, ask, options } = agent
  if (what === null) return null
  const role = nameOf(run, pane)
  return { key: `${run.id}/${agent.id}/${ask}/${what}`, run: run.id, pane, role, what, options, ask }
}

/** As many characters, lines and choices as a card shows without cutting any, in a narrow sidebar. */
const CARD = { characters: 150, lines: 5, choices: 4 } as const

/** Whether all of it can be read on a card: what cannot is answered where it can. */
export function fitsCard({ what, options }: Asked): boolean {
  const fits = what.length <= CARD.characters && what.split('\n').length <= CARD.lines
  return fits && (options?.length ?? 0) <= CARD.choices
}

/** Gives the person's answer, once. */
export async function answerAsked(asked: Asked, choice: AskChoice, at: AnsweredAt): Promise<void> {
  const { key, run, pane, ask, what: waitingFor } = asked
  if (answers.getState()[key]?.kind === 'sending') return
  answers.setState({ [key]: { kind: 'sending', choice, at } })
  const read = { run, pane, ask, waitingFor }
  try {
    if (typeof choice === 'string') await link.request('permission.answer', { ...read, choice })
    else await link.request('choice.answer', { ...read, ...choice })
    // The agent goes on within moments, and what it asked with it.
    setTimeout(() => forget(key), ASK_AGAIN)
  } catch (error) {
    answers.setState({ [key]: { kind: 'refused', reason: reasonOf(error), at } })
  }
}

function forget(key: string): void {
  const left = Object.entries(answers.getState()).filter(([each]) => each !== key)
  answers.setState(Object.fromEntries(left), true)
}
