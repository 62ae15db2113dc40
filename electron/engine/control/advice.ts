import type { AskOption, EventBody, RunEvent } from '#shared/model/events'
import { adviceFor, agentOf, currentTask, isOpenQuestion, orchestratorOf } from '#shared/model/selectors'
import type { Question } from '#shared/model/state'
import { dialogFile, roleSlug } from '../router/briefs'
import type { LiveRun } from '../run/live-run'
import { answerAsk, CHANGED, seenNow, UNCERTAIN, type AskChoice, type Read } from './answer-ask'

/**
 * Puts what a worker's own program asks to the orchestrator, as a question of its own; the worker's agent does not know of it.
 * @returns why it could not be asked.
 */
export async function askOrchestrator(live: LiveRun, read: Read): Promise<string | undefined> {
  const session = live.crew.in(read.pane)
  if (!session) return 'This agent is not running any more.'
  const lead = orchestratorOf(live.head)
  if (live.head.orchestration === null || !lead || lead.pane === read.pane)
    return 'There is no orchestrator to ask.'
  if (!lead.agent || !live.crew.sessions.has(lead.agent)) return `${lead.role} is not running.`
  const asked = await seenNow(session)
  if (!asked) return UNCERTAIN
  if (session.tracker.asks !== read.ask || asked.what !== read.waitingFor) return CHANGED
  return live.inTurn(async () => {
    const agent = agentOf(live.head, read.pane)
    if (agent && adviceFor(live.head, agent)) return `${lead.role} has been asked about this.`
    const id = `q${live.head.counters.question}`
    const role = live.head.panes[read.pane]?.role ?? read.pane
    const { what, options } = asked
    const about = { ask: read.ask, what, ...(options ? { options } : {}) }
    const words = dialogFile(role, about, whoDecides(live, role, options !== undefined))
    const text = await live.texts.store('question', id, `${id}-${roleSlug(role)}-dialog`, words)
    const task = currentTask(live.head, read.pane)
    await live.commit([
      {
        type: 'question-asked',
        question: id,
        pane: read.pane,
        agent: session.id,
        to: 'orchestrator',
        ...(task ? { task: task.id } : {}),
        text,
        about,
      },
    ])
    return undefined
  })
}

/** Asks the orchestrator by itself, where the role's config says so. */
export async function forwardAsk(live: LiveRun, { body }: RunEvent): Promise<void> {
  if (body.type !== 'agent-observed' || !body.answerable || body.status !== 'waiting') return
  const pane = live.head.agents[body.agent]?.pane ?? ''
  const role = live.head.panes[pane]?.role ?? ''
  const agent = agentOf(live.head, pane)
  if (!agent || permissionsOf(live, role) === 'person' || adviceFor(live.head, agent)) return
  // What cannot be put to it stays with the person, who is asked in any case.
  await askOrchestrator(live, { pane, ask: agent.ask, waitingFor: agent.waitingFor })
}

/**
 * Takes the orchestrator's words on what a worker's program asks: kept and shown to the person, and given as the answer where it
 * may decide. A permission it decides only by the config's word.
 * @returns what the orchestrator is told.
 */
export async function takeAdvice(live: LiveRun, id: string, text: string, cause: string): Promise<string> {
  const question = live.head.questions[id]
  if (!question?.about) throw new Error(`Question ${id} is about no dialog`)
  const open = isOpenQuestion(live.head, question)
  const advice = adviceIn(text, question.about.options)
  const stored = await live.texts.store('answer', id, `${id}-answer`, text)
  const answered: EventBody = {
    type: 'question-answered',
    question: id,
    by: 'orchestrator',
    text: stored,
    ...(advice === undefined ? {} : { advice: advice.words }),
  }
  await live.commit([answered], { cause })
  if (!open) return `${id} has been settled meanwhile.`
  if (!advice) return `The person sees your words on ${id} and decides.`
  const role = live.head.panes[question.pane]?.role ?? ''
  const decides = question.about.options !== undefined || permissionsOf(live, role) === 'orchestrator'
  if (!decides) return `The person sees your advice on ${id} and decides.`
  const problem = await answerAsk(live, readOf(question), advice.choice, 'orchestrator')
  return problem === undefined ? `${id} is answered: ${advice.words}.` : `${id} was not answered. ${problem}`
}

function readOf({ pane, about }: Question): Read {
  return { pane, ask: about?.ask ?? 0, waitingFor: about?.what ?? null }
}

/** The answer that an orchestrator's words begin with: a choice by its label, or allow and deny. */
function adviceIn(
  text: string,
  options?: readonly AskOption[],
): { words: string; choice: AskChoice } | undefined {
  const said = text.trim().toLowerCase()
  if (!options) {
    // Words that go on may mean anything: "allow nothing of this".
    const word = /^["'`]?(allow|deny)["'`]?\s*(?:$|[:;,.!\n–—-])/.exec(said)?.[1]
    return word === 'allow' || word === 'deny' ? { words: word, choice: word } : undefined
  }
  const first = said.split('\n')[0]?.replace(/^["'`]|["'`.]+$/g, '') ?? ''
  const option = options.findIndex(({ label }) => label.toLowerCase() === first)
  const label = options[option]?.label
  return label === undefined ? undefined : { words: label, choice: { option } }
}

function permissionsOf(live: LiveRun, role: string): 'person' | 'advice' | 'orchestrator' {
  return live.config.roles.find(({ name }) => name === role)?.permissions ?? 'person'
}

function whoDecides(live: LiveRun, role: string, question: boolean): string {
  if (question) return 'Your choice is given as the answer.'
  return permissionsOf(live, role) === 'orchestrator'
    ? 'You decide. Allow only what its task needs and what you would answer for; deny when in doubt.'
    : 'The person decides and sees your advice.'
}
