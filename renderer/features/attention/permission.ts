import { createStore } from 'zustand/vanilla'
import { agentOf } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { link, reasonOf } from '../../state/deck'

/** A permission that an agent asks and that can be answered from here. */
export interface Permission {
  /** Another permission, or other words for it, has another key. */
  key: string
  run: string
  pane: string
  role: string
  /** What it wants to do, in full, as the agent says it. */
  what: string
  /** What the deck knows it by. */
  waitingFor: string | null
  /** It does not say what exactly: that stands in the agent's dialog. */
  vague: boolean
}

export type PermissionChoice = 'allow' | 'deny'

/** Where it was answered: why it was refused is said there, and only there. */
export type AnsweredAt = 'card' | 'list'

/** How far an answer has come. Nothing is known of one that was never given. */
export type Answer = { at: AnsweredAt } & (
  { kind: 'sending'; choice: PermissionChoice } | { kind: 'refused'; reason: string }
)

/** Answers by the permission's key: a card and the list of what needs the person show the same one. */
export const answers = createStore<Record<string, Answer>>(() => ({}))

/** Milliseconds after an accepted answer until it may be given again, should the agent still ask the same. */
const ASK_AGAIN = 4000

/** The permission that the agent of a pane asks now, if it can be answered from here. */
export function permissionOf(run: Run, pane: string): Permission | null {
  const agent = agentOf(run, pane)
  if (run.phase === 'closed' || agent?.status !== 'waiting' || !agent.answerable) return null
  const what = agent.waitingFor ?? 'It asks for a permission'
  const role = run.panes[pane]?.role ?? pane
  return {
    key: `${run.id}/${agent.id}/${agent.since}/${what}`,
    run: run.id,
    pane,
    role,
    what,
    waitingFor: agent.waitingFor,
    vague: agent.source !== 'hook',
  }
}

/** Gives the person's answer, once. */
export async function answerPermission(
  permission: Permission,
  choice: PermissionChoice,
  at: AnsweredAt,
): Promise<void> {
  const { key, run, pane, waitingFor } = permission
  if (answers.getState()[key]?.kind === 'sending') return
  answers.setState({ [key]: { kind: 'sending', choice, at } })
  try {
    await link.request('permission.answer', { run, pane, choice, waitingFor })
    // The agent goes on within moments, and its permission with it.
    setTimeout(() => forget(key), ASK_AGAIN)
  } catch (error) {
    answers.setState({ [key]: { kind: 'refused', reason: reasonOf(error), at } })
  }
}

function forget(key: string): void {
  const left = Object.entries(answers.getState()).filter(([each]) => each !== key)
  answers.setState(Object.fromEntries(left), true)
}
