import type { VerbReply } from '#shared/contract/verbs'
import type { EventBody } from '#shared/model/events'
import { nameOf, panesNamed, seatName } from '#shared/model/seats'
import { taskInHand } from '#shared/model/selectors'
import type { NewDelivery } from '../delivery/deliveries'
import { answerPointer, notePointer, planPointer, roleSlug } from '../router/briefs'
import { mayAnswer, mayAsk } from '../router/decide'
import type { LiveRun } from '../run/live-run'
import { takeAdvice } from './advice'
import { noSuchRole, refuse, type Ask, type VerbContext } from './context'

/** A worker's question, or its plan for the task in hand. */
export async function ask({ live, session, cause }: VerbContext, request: Ask<'ask'>): Promise<VerbReply> {
  const planFor = live.brief(live.head.panes[session.pane]?.role ?? '').planFor
  if (request.plan && !planFor) {
    return refuse('No plan is asked of this role.', 'Do the task and report with dot-agent-deck work-done.')
  }
  const to = request.plan && planFor ? planFor : request.to
  const verdict = mayAsk(live.head, session.pane, to)
  if (!verdict.ok) return verdict
  const role = live.head.panes[session.pane]?.role ?? session.pane
  const id = `q${live.head.counters.question}`
  const text = await live.texts.store('question', id, `${id}-${roleSlug(role)}`, request.text)
  const task = taskInHand(live.head, session)
  await live.commit(
    [
      {
        type: 'question-asked',
        question: id,
        pane: session.pane,
        agent: session.id,
        to,
        ...(task ? { task: task.id } : {}),
        text,
        ...(request.plan ? { plan: true } : {}),
      },
    ],
    { cause },
  )
  if (request.plan) {
    return {
      ok: true,
      message: `Plan ${id} proposed. End your turn; you are told here when it is approved or sent back.`,
    }
  }
  return { ok: true, message: `Question ${id} asked. End your turn; the answer will be told to you here.` }
}

/** An answer from whoever delegated the task. */
export async function answer(
  { live, session, cause }: VerbContext,
  request: Ask<'answer'>,
): Promise<VerbReply> {
  const verdict = mayAnswer(live.head, session.pane, request.question)
  if (!verdict.ok) return verdict
  if (live.head.questions[request.question]?.about) {
    return { ok: true, message: await takeAdvice(live, request.question, request.text, cause) }
  }
  const approved = request.approve ?? false
  await deliverAnswer(live, request.question, { by: 'orchestrator', text: request.text, approved }, cause)
  return { ok: true, message: `Answer to ${request.question} accepted; it is being delivered.` }
}

/** An answer to a question, or to a plan. */
export interface Answer {
  by: 'orchestrator' | 'person'
  text: string
  /** Of a plan: the work may begin. */
  approved: boolean
}

/** Keeps an answer and delivers it to whoever asked. */
export async function deliverAnswer(
  live: LiveRun,
  question: string,
  { by, text, approved }: Answer,
  cause?: string,
): Promise<void> {
  const asked = live.head.questions[question]
  if (!asked) throw new Error(`There is no question ${question}`)
  const stored = await live.texts.store('answer', question, `${question}-answer`, text)
  const answered: EventBody = {
    type: 'question-answered',
    question,
    by,
    text: stored,
    ...(asked.plan ? { approved } : {}),
  }
  const { agent } = asked
  const how = cause === undefined ? {} : { cause }
  // The answer is for the agent that asked; one that came after it knows of no question.
  if (!live.crew.sessions.has(agent)) {
    const role = nameOf(live.head, asked.pane)
    const text = `The answer to ${question} reached nobody: the agent of ${role} that asked has gone.`
    return live.commit([answered, { type: 'noted', level: 'warning', text }], how)
  }
  const file = live.texts.forAgent(stored.file)
  const telling: NewDelivery = {
    purpose: 'answer',
    pane: asked.pane,
    agent,
    route: 'typed',
    text: asked.plan ? planPointer(question, by, approved, file) : answerPointer(question, by, file),
    questions: [question],
  }
  await live.decide([answered], [telling], how)
}

/** A note from one agent to another, or to all others of a role that has several. */
export async function tell({ live, session, cause }: VerbContext, request: Ask<'tell'>): Promise<VerbReply> {
  if (!live.config.peers) {
    return refuse(
      'The agents of this run may not pass notes.',
      'Say it in your report, or ask the orchestrator.',
    )
  }
  const named = panesNamed(live.head, request.to).filter((pane) => pane.pane !== session.pane)
  if (named.length === 0) return noSuchRole(live.head, request.to)
  const targets = named.flatMap((pane) => {
    const { agent } = pane
    return agent && live.crew.sessions.has(agent) ? [{ pane: pane.pane, name: seatName(pane), agent }] : []
  })
  if (targets.length === 0) return refuse(`${request.to} is not running.`, 'Say it in your report.')
  const from = nameOf(live.head, session.pane)
  const id = `m${live.head.counters.note}`
  const text = await live.texts.store(
    'note',
    id,
    `${id}-${roleSlug(from)}-to-${roleSlug(request.to)}`,
    request.text,
  )
  const told = targets.map(({ pane }): EventBody => {
    return { type: 'note-told', note: id, from: session.pane, to: pane, text }
  })
  const pointer = notePointer(from, live.texts.forAgent(text.file))
  const telling = targets.map(({ pane, agent }): NewDelivery => {
    return { purpose: 'note', pane, agent, route: 'typed', text: pointer }
  })
  await live.decide(told, telling, { cause })
  return { ok: true, message: `The note is on its way to ${targets.map(({ name }) => name).join(' and ')}.` }
}
