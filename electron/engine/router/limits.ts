import type { Orchestration, Role } from '#shared/contract/config'
import type { EventBody, StoredText } from '#shared/model/events'
import { roundsOf, tasksOf } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'

/** The same finding this often is a loop, however many rounds are left. */
const SAME_FINDING = 3

/**
 * The events that let tasks of a new batch wait: for the person's yes, because the role has had its rounds, or because
 * it goes round in circles.
 */
export function holdsFor(run: Run, created: readonly EventBody[], team: Orchestration): EventBody[] {
  return created.flatMap((body): EventBody[] => {
    if (body.type !== 'task-created') return []
    const role = team.roles.find((candidate) => candidate.name === body.role)
    if (!role) return []
    const loop = loopOf(run, body.pane, body.text, team, role)
    if (!loop && role.approval === 'person') {
      return [{ type: 'task-held', task: body.task, why: 'approval' }]
    }
    return loop ? [{ type: 'task-held', task: body.task, why: 'rounds', detail: loop }] : []
  })
}

function loopOf(
  run: Run,
  pane: string,
  text: StoredText,
  team: Orchestration,
  role: Role,
): string | undefined {
  const earlier = tasksOf(run, pane).filter((task) => task.state !== 'cancelled')
  const same = earlier.filter((task) => isSameFinding(task.text, text)).length + 1
  if (same >= SAME_FINDING) return `${role.name} has been given the same task ${same} times.`
  const rounds = roundsOf(run, pane) + 1
  if (team.maxRounds !== undefined && rounds > team.maxRounds) {
    return `${role.name} has had its ${team.maxRounds} rounds.`
  }
  return undefined
}

/** Two tasks that begin with the same words, numbers aside. */
export function isSameFinding(a: StoredText, b: StoredText): boolean {
  const plain = (words: string) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}]+/gu, ' ')
      .trim()
  return plain(a.preview) !== '' && plain(a.preview) === plain(b.preview)
}

/** Asked of a worker in its last round, ahead of its task. Undefined before that. */
export function reflectionFor(run: Run, pane: string, team: Orchestration): string | undefined {
  if (team.maxRounds === undefined || team.maxRounds < 2 || roundsOf(run, pane) + 1 !== team.maxRounds)
    return undefined
  return `## Before you begin

This is the last round (${team.maxRounds} of ${team.maxRounds}). Answer these first, in your report:

1. What failed in the rounds before?
2. Which concrete change would put it right?
3. Are you about to repeat what has not worked?`
}
