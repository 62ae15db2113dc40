import { agentOf, isOpen, isOpenQuestion } from '#shared/model/selectors'
import { nameOf } from '#shared/model/seats'
import type { Question, Run } from '#shared/model/state'
import { roleArgument } from './briefs'
import { recipientOf } from './decide'
import type { Silence } from './silence'

/**
 * Questions and plans that were told to whoever delegated, which then ended its turn without an answer. Whoever asked
 * waits and says nothing, so that nobody else would ever notice.
 */

/** What the orchestrator has to know: once for each question. */
export function unanswered(run: Run, now: number, idleMs: number): Silence[] {
  if (run.phase !== 'running') return []
  return Object.values(run.questions).flatMap((question): Silence[] => {
    const asked = recipientOf(run, question)
    if (asked === undefined || !isLeftOpen(run, question, asked, now, idleMs)) return []
    const name = nameOf(run, question.pane)
    const what = `${question.plan ? 'approve or send back its plan' : 'answer its question'} ${question.id}`
    const text = run.panes[asked]?.start
      ? `${name} waits for you to ${what}, and does nothing until then. Use dot-agent-deck answer --question ${question.id}; what you only say here does not reach it`
      : `${name} waits for ${nameOf(run, asked)} to ${what}, which has ended its turn without it. Look with dot-agent-deck peek --role ${roleArgument(nameOf(run, asked))}`
    return [{ key: keyOf(question), text }]
  })
}

/** The first question that stayed open although the orchestrator was told of that too: now it is the person's. */
export function ignoredQuestion(run: Run, now: number, idleMs: number): Question | undefined {
  return Object.values(run.questions).find((question) => {
    const asked = recipientOf(run, question)
    if (asked === undefined || !isLeftOpen(run, question, asked, now, idleMs)) return false
    const told = Object.values(run.notices).find((notice) => notice.key === keyOf(question))
    const delivery = told?.delivery ? run.deliveries[told.delivery] : undefined
    return delivery?.state === 'proven' && now - delivery.since >= idleMs
  })
}

function keyOf({ id }: Question): string {
  return `unanswered:${id}`
}

/** It has arrived, whoever asked still waits, and whoever was asked has rested for a while with nothing on its way to it. */
function isLeftOpen(run: Run, question: Question, asked: string, now: number, idleMs: number): boolean {
  const { agent, about, to, delivery: told } = question
  // What an agent's own program asks is shown to the person anyway.
  if (to !== 'orchestrator' || about || !isOpenQuestion(run, question)) return false
  const delivery = told === null ? undefined : run.deliveries[told]
  const recipient = agentOf(run, asked)
  if (delivery?.state !== 'proven' || recipient?.status !== 'idle') return false
  if (now - Math.max(recipient.since, delivery.since) < idleMs) return false
  if (agentOf(run, question.pane)?.id !== agent || run.agents[agent]?.status === 'exited') return false
  const task = question.task === null ? undefined : run.tasks[question.task]
  if (task && !isOpen(task)) return false
  // It may have passed the question on.
  return !Object.values(run.questions).some((other) => other.pane === asked && isOpenQuestion(run, other))
}
