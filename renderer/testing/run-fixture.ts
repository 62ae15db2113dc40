import type { BodyOf, EventBody } from '#shared/model/events'
import { replay } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'

/** A text as the journal keeps it. */
export const stored = (preview: string) => ({
  file: `/p/.dot-agent-deck/${preview}.md`,
  bytes: preview.length,
  sha256: '00',
  preview,
})

/** The run of a team of an orchestrator and a coder, both idle, after further events a second apart. */
export function runWith(...bodies: EventBody[]): Run {
  const team = ['orchestrator', 'coder'].map((role) => ({
    pane: `p-${role}`,
    role,
    command: 'claude',
    start: role === 'orchestrator',
    clear: false,
  }))
  const opening: EventBody[] = [
    {
      type: 'run-opened',
      project: { dir: '/p', name: 'shop' },
      directory: '/p',
      orchestration: 'flow',
      title: 'flow',
      origin: 'window',
      team,
    },
    ...team.map((role): EventBody => ({
      type: 'agent-started',
      agent: `a-${role.role}`,
      pane: role.pane,
      kind: 'claude',
      purpose: 'open',
    })),
    ...team.map((role) => observed(role.role, 'idle')),
  ]
  const run = replay(
    [...opening, ...bodies].map((body, index) => ({
      v: 1 as const,
      seq: index + 1,
      at: 1_000_000 + index * 1000,
      run: 'r1',
      body,
    })),
  )
  if (!run) throw new Error('The fixture has no events')
  return run
}

type Observed = Extract<EventBody, { type: 'agent-observed' }>

export function observed(role: string, status: Observed['status'], more: Partial<Observed> = {}): Observed {
  return { type: 'agent-observed', agent: `a-${role}`, status, source: 'hook', ...more }
}

/** A task for the coder. */
export function taskFor(id: string, round: number): BodyOf<'task-created'> {
  return {
    type: 'task-created',
    task: id,
    batch: `b${round}`,
    from: 'p-orchestrator',
    pane: 'p-coder',
    role: 'coder',
    round,
    text: stored(id),
  }
}

/** The coder's report on a task, r1 on t1 and so on. */
export function reportOn(task: string, more: Partial<BodyOf<'task-reported'>> = {}): EventBody {
  return {
    type: 'task-reported',
    task,
    report: `r${task.slice(1)}`,
    agent: 'a-coder',
    outcome: 'done',
    text: stored('ok'),
    ...more,
  }
}

/** What the coder asks the person, as q1. */
export function questionOf(text: string): EventBody {
  return {
    type: 'question-asked',
    question: 'q1',
    pane: 'p-coder',
    agent: 'a-coder',
    to: 'person',
    text: stored(text),
  }
}

/** A text of the person's for the orchestrator. */
export function promptOf(id: string, text: string): EventBody {
  return {
    type: 'delivery-created',
    delivery: id,
    purpose: 'prompt',
    pane: 'p-orchestrator',
    agent: 'a-orchestrator',
    route: 'typed',
    text,
    tasks: [],
    reports: [],
    questions: [],
  }
}
