import { MAX_TEXT_BYTES } from '#shared/contract/methods'
import { VerbRequest, type RoleSummary, type TaskSummary, type VerbReply } from '#shared/contract/verbs'
import { cardOf, currentTask, isOpen } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { nearest } from '../config/keys'
import { holdsFor, reflectionFor } from '../router/limits'
import { answerPointer, roleSlug, taskFile } from '../router/briefs'
import {
  delegated,
  mayAnswer,
  mayAsk,
  mayDelegate,
  meaningOfReport,
  nextTaskIds,
  reported,
} from '../router/decide'
import type { AgentSession } from '../run/agent-session'
import type { LiveRun } from '../run/live-run'

/** What a verb may use. */
export interface VerbContext {
  live: LiveRun
  session: AgentSession
  /** Id of the message; the same one again changes nothing. */
  cause: string
  /** Reads the config anew, so that an edit takes effect at the next delegation. */
  refreshTeam: () => Promise<void>
  /** The screen and scrollback tail of a pane. */
  screenText: (agent: string, lines: number) => Promise<string>
}

type Ask<V extends VerbRequest['verb']> = Extract<VerbRequest, { verb: V }>

const refuse = (reason: string, fix: string): VerbReply => ({ ok: false, reason, fix })

/**
 * Answers one request of an agent's command. What it changes is in the journal before the answer.
 * @param body as it came through the post box; not yet trusted.
 */
export async function answerVerb(context: VerbContext, body: unknown): Promise<VerbReply> {
  const parsed = VerbRequest.safeParse(body)
  if (!parsed.success) {
    return refuse(
      'The deck does not understand this request.',
      'The command is probably of another version than the deck: end this agent and start it again.',
    )
  }
  const request = parsed.data
  if (context.live.knows(context.cause)) return { ok: true, message: 'This has been accepted before.' }
  switch (request.verb) {
    case 'hook':
      context.live.crew.hook(context.session, request.agent, request.payload)
      return { ok: true, message: '' }
    case 'delegate':
      return checkedText(request.text) ?? context.live.inTurn(() => delegate(context, request))
    case 'work-done':
      return checkedText(request.text) ?? context.live.inTurn(() => workDone(context, request))
    case 'ask':
      return checkedText(request.text) ?? context.live.inTurn(() => ask(context, request))
    case 'answer':
      return checkedText(request.text) ?? context.live.inTurn(() => answer(context, request))
    case 'status':
      return { ok: true, message: '', roles: roleSummaries(context.live.head) }
    case 'tasks':
      return { ok: true, message: '', tasks: taskSummaries(context.live) }
    case 'peek':
      return peek(context, request)
  }
}

/** A text that agents are to read must be text. */
function checkedText(text: string): VerbReply | undefined {
  if (text.trim() === '')
    return refuse('The text is empty.', 'Write what it is about into the file, then run this again.')
  if (text.includes('\0'))
    return refuse('The text has NUL bytes, so it is not text.', 'Give a text file, not a binary one.')
  if (Buffer.byteLength(text) > MAX_TEXT_BYTES) {
    return refuse(
      'The text is larger than 5 MB.',
      'Put the bulk into a file of the project and name it in the text.',
    )
  }
  return undefined
}

async function delegate(
  { live, session, cause, refreshTeam }: VerbContext,
  request: Ask<'delegate'>,
): Promise<VerbReply> {
  await refreshTeam()
  const verdict = mayDelegate(live.head, session.pane, request.to)
  if (!verdict.ok) return verdict
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
  const events = delegated(
    live.head,
    session.pane,
    verdict.targets,
    texts.map((text) => ({ ...text, preview: previewOf(request.text) })),
  )
  await live.commit([...events, ...holdsFor(live.head, events, live.config)], { cause })
  const queued = verdict.targets.map((pane, index) => {
    const held = live.head.tasks[ids[index] ?? '']?.hold
    const waits = currentTask(live.head, pane.pane)?.id
    const why = held
      ? held.why === 'approval'
        ? " (waits for the person's yes)"
        : ` (held for the person: ${held.detail ?? ''})`
      : waits && waits !== ids[index]
        ? ` (queued behind ${waits})`
        : ''
    return `${ids[index]} to ${pane.role}${why}`
  })
  return {
    ok: true,
    message: `Delegated: ${queued.join(', ')}. End your turn; the report will be told to you here.`,
    tasks: taskSummaries(live).filter((task) => ids.includes(task.task)),
  }
}

async function workDone(
  { live, session, cause }: VerbContext,
  request: Ask<'work-done'>,
): Promise<VerbReply> {
  const role = live.head.panes[session.pane]?.role ?? session.pane
  const meaning = meaningOfReport(live.head, session.pane, session.id, request.done)
  if ('ok' in meaning) return meaning
  const id = `r${live.head.counters.report}`
  const text =
    meaning.kind === 'end'
      ? await live.texts.store('summary', 'summary', 'summary', request.text)
      : await live.texts.store('report', id, `${id}-${roleSlug(role)}`, request.text)
  if (meaning.kind === 'answer') await live.texts.storeForPeople(role, request.text)
  const checking = meaning.kind === 'answer' && live.checks.needed(role, request.outcome)
  const events = reported(live.head, meaning, session.pane, session.id, request.outcome, text, checking)
  await live.commit(events, { cause })
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
        message:
          meaning.open.length > 0
            ? `The run is finished. Cancelled: ${meaning.open.map((task) => task.id).join(', ')}.`
            : 'The run is finished.',
      }
  }
}

async function ask({ live, session, cause }: VerbContext, request: Ask<'ask'>): Promise<VerbReply> {
  const verdict = mayAsk(live.head, session.pane, request.to)
  if (!verdict.ok) return verdict
  const role = live.head.panes[session.pane]?.role ?? session.pane
  const id = `q${live.head.counters.question}`
  const text = await live.texts.store('question', id, `${id}-${roleSlug(role)}`, request.text)
  const task = currentTask(live.head, session.pane)
  await live.commit(
    [
      {
        type: 'question-asked',
        question: id,
        pane: session.pane,
        agent: session.id,
        to: request.to,
        ...(task ? { task: task.id } : {}),
        text,
      },
    ],
    { cause },
  )
  return { ok: true, message: `Question ${id} asked. End your turn; the answer will be told to you here.` }
}

async function answer({ live, session, cause }: VerbContext, request: Ask<'answer'>): Promise<VerbReply> {
  const verdict = mayAnswer(live.head, session.pane, request.question)
  if (!verdict.ok) return verdict
  await deliverAnswer(live, request.question, 'orchestrator', request.text, cause)
  return { ok: true, message: `Answer to ${request.question} accepted; it is being delivered.` }
}

/** Keeps an answer and delivers it to whoever asked. */
export async function deliverAnswer(
  live: LiveRun,
  question: string,
  by: 'orchestrator' | 'person',
  answerText: string,
  cause?: string,
): Promise<void> {
  const asked = live.head.questions[question]
  if (!asked) throw new Error(`There is no question ${question}`)
  const text = await live.texts.store('answer', question, `${question}-answer`, answerText)
  await live.commit([{ type: 'question-answered', question, by, text }], cause === undefined ? {} : { cause })
  const agent = live.head.panes[asked.pane]?.agent
  if (!agent) return
  await live.deliver({
    purpose: 'answer',
    pane: asked.pane,
    agent,
    route: 'typed',
    text: answerPointer(question, by, live.texts.forAgent(text.file)),
    questions: [question],
  })
}

async function peek({ live, screenText }: VerbContext, request: Ask<'peek'>): Promise<VerbReply> {
  const panes = Object.values(live.head.panes)
  const pane = panes.find((candidate) => candidate.role === request.role)
  if (!pane) {
    const names = panes.map((candidate) => candidate.role)
    const meant = nearest(request.role, names)
    return refuse(
      `There is no role "${request.role}".`,
      meant ? `Did you mean ${meant}?` : `Roles: ${names.join(', ')}.`,
    )
  }
  if (!pane.agent) return refuse(`${pane.role} has not been started.`, 'Delegate to it to start it.')
  return { ok: true, message: '', screen: await screenText(pane.agent, request.lines) }
}

function previewOf(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.replace(/^[#\s]+/, '') !== '') ?? ''
  return line
    .replace(/^[#\s]+/, '')
    .replace(/\p{C}/gu, '')
    .slice(0, 200)
}

function roleSummaries(run: Run): RoleSummary[] {
  return run.paneOrder.map((id) => {
    const card = cardOf(run, id)
    return {
      role: card.role,
      orchestrator: card.start,
      status: card.word,
      tool: card.tool,
      detail: card.detail,
      waitingFor: card.waitingFor,
      task: currentTask(run, id)?.id ?? null,
      queued: card.queued,
      seconds: Math.max(0, Math.round((Date.now() - card.since) / 1000)),
    }
  })
}

function taskSummaries(live: LiveRun): TaskSummary[] {
  const run = live.head
  return Object.values(run.tasks).map((task) => ({
    task: task.id,
    batch: task.batch,
    role: task.role,
    round: task.round,
    state: task.state,
    outcome: task.outcome,
    preview: task.text.preview,
    file: live.texts.forAgent(task.text.file),
    report: task.report ? live.texts.forAgent(run.reports[task.report]?.text.file ?? '') : null,
    minutes: Math.round(((isOpen(task) ? Date.now() : task.since) - task.createdAt) / 60_000),
  }))
}
