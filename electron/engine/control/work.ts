import { setTimeout as delay } from 'node:timers/promises'
import type { VerbReply } from '#shared/contract/verbs'
import type { EventBody } from '#shared/model/events'
import { seatsInUse } from '#shared/model/seats'
import { currentTask, taskInHand } from '#shared/model/selectors'
import type { Run, TreeChange } from '#shared/model/state'
import { roleSlug, taskFile } from '../router/briefs'
import { delegated, mayDelegate, mayFollow, meaningOfReport, nextTaskIds, reported } from '../router/decide'
import { holdsFor, reflectionFor } from '../router/limits'
import type { LiveRun } from '../run/live-run'
import { claimsOf } from './claims'
import { refuse, type Ask, type VerbContext } from './context'
import { taskSummaries } from './look'

/** Hands one text to one or more roles, as a batch. */
export async function delegate(
  { live, session, cause, refreshTeam }: VerbContext,
  request: Ask<'delegate'>,
): Promise<VerbReply> {
  await refreshTeam()
  const verdict = mayDelegate(live.head, session.pane, request.to)
  if (!verdict.ok) return verdict
  const follows = mayFollow(live.head, request.after ?? [])
  if (!follows.ok) return follows
  const claims = claimsOf(live.head.directory, request.paths ?? [])
  if ('outside' in claims) {
    return refuse(
      `${claims.outside} is not in the folder of this run. Nothing was delegated.`,
      `Claim paths relative to ${live.head.directory}.`,
    )
  }
  const ids = nextTaskIds(live.head, verdict.targets.length)
  const texts = await Promise.all(
    verdict.targets.map((pane, index) => {
      const id = ids[index] ?? ''
      const text = taskFile(live.head, pane.role, id, request.text, live.texts.agentFolder, {
        ...live.brief(pane.role),
        reflection: reflectionFor(live.head, pane.pane, live.config),
      })
      return live.texts.store('task', id, `${id}-${roleSlug(pane.role)}`, text)
    }),
  )
  // The preview is of the task, not of the template above it.
  const shown = texts.map((text) => ({ ...text, preview: previewOf(request.text) }))
  const { after = [] } = request
  const events = delegated(live.head, session.pane, verdict.targets, shown, { after, paths: claims.paths })
  await live.commit([...events, ...holdsFor(live.head, events, live.config)], { cause })
  const queued = verdict.targets.map((pane, index) => {
    const held = live.head.tasks[ids[index] ?? '']?.hold
    const waits = behindWhom(live.head, pane.role)
    const after = live.head.tasks[ids[index] ?? '']?.after ?? []
    const spent = pane.held !== null
    const why = held
      ? held.why === 'approval'
        ? " (waits for the person's yes)"
        : ` (held for the person${held.detail ? `: ${held.detail.replace(/\.$/, '')}` : ''})`
      : spent
        ? ' (waits: the budget of this role is spent, and the person is asked)'
        : after.length > 0
          ? ` (after ${after.join(', ')})`
          : waits.length > 0 && !waits.includes(ids[index] ?? '')
            ? ` (queued behind ${waits.join(' and ')})`
            : ''
    return `${ids[index]} to ${pane.role}${why}`
  })
  return {
    ok: true,
    message: `Delegated: ${queued.join(', ')}. End your turn; the report will be told to you here.`,
    tasks: taskSummaries(live).filter((task) => ids.includes(task.task)),
  }
}

/** The tasks in hand of a role none of whose seats is free. */
function behindWhom(run: Run, role: string): string[] {
  const seats = seatsInUse(run, role)
  const inHand = seats.flatMap((pane) => currentTask(run, pane.pane)?.id ?? [])
  return inHand.length < seats.length ? [] : inHand
}

/** A worker's report on its task, or the orchestrator's end of the run. */
export async function workDone(
  { live, session, cause }: VerbContext,
  request: Ask<'work-done'>,
): Promise<VerbReply> {
  const role = live.head.panes[session.pane]?.role ?? session.pane
  const changes = request.done ? await changesFound(live) : []
  const unplanned = planMissing(live, session.pane, session.id, request.outcome)
  if (unplanned) return unplanned
  const meaning = meaningOfReport(live.head, session.pane, session.id, request.done)
  if ('ok' in meaning) return meaning
  const id = `r${live.head.counters.report}`
  const text =
    meaning.kind === 'end'
      ? await live.texts.store('summary', 'summary', 'summary', request.text)
      : await live.texts.store('report', id, `${id}-${roleSlug(role)}`, request.text)
  if (meaning.kind === 'answer') await live.texts.storeForPeople(role, request.text)
  const checking = meaning.kind === 'answer' && live.checks.needed(role, request.outcome)
  const lessons = (request.lessons ?? []).map((lesson, index): EventBody => ({
    type: 'lesson-proposed',
    lesson: `l${live.head.counters.lesson + index}`,
    pane: session.pane,
    text: lesson,
  }))
  const events = reported(live.head, meaning, session.pane, session.id, request.outcome, text, checking)
  await live.commit([...events, ...lessons], { cause })
  if (meaning.kind === 'answer' && meaning.task.delivery !== null)
    live.deliveries.answered(meaning.task.delivery)
  if (meaning.kind === 'answer' && checking) live.checkReport(meaning.task.id, id)
  switch (meaning.kind) {
    case 'answer':
      return {
        ok: true,
        message: checking
          ? `Report on ${meaning.task.id} received; the deck checks it now. End your turn: if a check fails you are told here.`
          : `Report on ${meaning.task.id} accepted. You are done; end your turn.`,
      }
    case 'unsolicited':
      return {
        ok: true,
        message: 'Kept, but no task of yours is open: the orchestrator is told so. End your turn.',
      }
    case 'end':
      return {
        ok: true,
        message: [
          'The run is finished.',
          ...(meaning.open.length > 0
            ? [`Cancelled: ${meaning.open.map((task) => task.id).join(', ')}.`]
            : []),
          ...changes.map(({ detail }) => `The deck found: ${detail} The person is told.`),
        ].join(' '),
      }
  }
}

/** An agent's command is kept waiting no longer for this, in milliseconds. */
const LOOK_MS = 5000

/** What changed in the tree since the orchestrator began to work alone, as far as that can be told in a moment. */
async function changesFound(live: LiveRun): Promise<TreeChange[]> {
  const known = live.head.counters.change
  await Promise.race([live.leadTree.look(), delay(LOOK_MS, undefined, { ref: false })])
  return Object.values(live.head.changes).filter(({ id }) => Number(id.slice(1)) >= known)
}

/** A report of success on a task whose plan nobody has approved does not count. */
function planMissing(
  live: LiveRun,
  pane: string,
  agent: string,
  outcome: Ask<'work-done'>['outcome'],
): VerbReply | undefined {
  const task = taskInHand(live.head, { id: agent, pane })
  const planFor = live.brief(live.head.panes[pane]?.role ?? '').planFor
  if (!planFor || !task || outcome !== 'done') return undefined
  const approved = Object.values(live.head.questions).some(
    (question) => question.task === task.id && question.plan && question.approved,
  )
  if (approved) return undefined
  return refuse(
    `Task ${task.id} needs an approved plan first.`,
    'Propose one with dot-agent-deck plan --task-file <file>, and end your turn.',
  )
}

function previewOf(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.replace(/^[#\s]+/, '') !== '') ?? ''
  return line
    .replace(/^[#\s]+/, '')
    .replace(/\p{C}/gu, '')
    .slice(0, 200)
}
